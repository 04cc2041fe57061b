import Foundation
import SlipwayCore
import SlipwayEngine
import Testing
import Yams

@Suite struct TrafficRoutesTests {
  private func domain(_ host: String = "shop.example.com", change: (inout Domain) -> Void = { _ in }) -> Domain {
    var domain = Domain(
      organizationID: ID("o"), deployableID: ID("a"), host: host, uniqueConfigKey: 7, createdAt: Date())
    change(&domain)
    return domain
  }

  private func document(_ domains: [Domain], serving: RouteTarget? = "shop-ab12cd-r1", probe: RouteProbe? = nil)
    -> TraefikDocument.HTTP?
  {
    TrafficRoutes(appName: "shop-ab12cd", domains: domains, serving: serving, probe: probe).document()?.http
  }

  @Test func `A whole document is written as the proxy wants it`() throws {
    let domain = domain { domain in
      domain.path = "/api"
      domain.internalPath = "/v1"
      domain.stripPath = true
      domain.https = true
      domain.certificateType = .letsencrypt
      domain.middlewares = ["limits@file"]
    }
    let routes = TrafficRoutes(appName: "shop-ab12cd", domains: [domain], serving: "shop-ab12cd-r1")
    let text = try #require(try routes.document()?.yaml())
    #expect(
      text == """
        http:
          middlewares:
            addprefix-shop-ab12cd-7:
              addPrefix:
                prefix: /v1
            stripprefix-shop-ab12cd-7:
              stripPrefix:
                prefixes:
                - /api
          routers:
            shop-ab12cd-router-7:
              entryPoints:
              - web
              middlewares:
              - redirect-to-https
              rule: Host(`shop.example.com`) && PathPrefix(`/api`)
              service: shop-ab12cd-service-7
            shop-ab12cd-router-websecure-7:
              entryPoints:
              - websecure
              middlewares:
              - stripprefix-shop-ab12cd-7
              - addprefix-shop-ab12cd-7
              - limits@file
              rule: Host(`shop.example.com`) && PathPrefix(`/api`)
              service: shop-ab12cd-service-7
              tls:
                certResolver: letsencrypt
          services:
            shop-ab12cd-service-7:
              loadBalancer:
                passHostHeader: true
                servers:
                - url: http://shop-ab12cd-r1:3000

        """)
  }

  @Test func `A plain domain has one router without middlewares and without TLS`() throws {
    let http = try #require(document([domain()]))
    let router = try #require(http.routers?["shop-ab12cd-router-7"])
    #expect(http.routers?.count == 1)
    #expect(router.rule == "Host(`shop.example.com`)")
    #expect(router.entryPoints == ["web"])
    #expect(router.middlewares == nil)
    #expect(router.tls == nil)
    #expect(http.middlewares == nil)
  }

  @Test func `Https without a certificate still ends TLS and asks nobody for one`() throws {
    let routes = TrafficRoutes(
      appName: "shop-ab12cd", domains: [domain { $0.https = true }], serving: "shop-ab12cd-r1")
    let document = try #require(routes.document())
    #expect(document.http.routers?["shop-ab12cd-router-websecure-7"]?.tls == TraefikDocument.TLS())
    #expect(try document.yaml().contains("tls: {}"))
  }

  @Test func `A custom resolver is named`() {
    let domain = domain {
      $0.https = true
      $0.certificateType = .custom
      $0.customCertResolver = "dns"
    }
    #expect(document([domain])?.routers?["shop-ab12cd-router-websecure-7"]?.tls?.certResolver == "dns")
  }

  @Test func `A custom entry point has one router, with TLS when https is on, and never the redirect`() throws {
    let domain = domain {
      $0.https = true
      $0.certificateType = .letsencrypt
      $0.customEntrypoint = "internal"
      $0.middlewares = ["limits@file"]
    }
    let http = try #require(document([domain]))
    #expect(http.routers?.count == 1)
    let router = try #require(http.routers?["shop-ab12cd-router-7"])
    #expect(router.entryPoints == ["internal"])
    #expect(router.middlewares == ["limits@file"])
    #expect(router.tls?.certResolver == "letsencrypt")
    let plain = self.domain { $0.customEntrypoint = "internal" }
    #expect(document([plain])?.routers?["shop-ab12cd-router-7"]?.tls == nil)
  }

  @Test func `An internal path equal to the path adds nothing`() {
    let domain = domain {
      $0.path = "/api"
      $0.internalPath = "/api"
    }
    #expect(document([domain])?.middlewares == nil)
  }

  @Test func `Disabled domains are absent, and without any there is no file`() {
    #expect(document([domain { $0.isEnabled = false }]) == nil)
    #expect(document([]) == nil)
    #expect(document([domain()], serving: nil) == nil)
  }

  @Test func `A probe stands above the real routers, leaves the user's middlewares out and asks for no certificate`()
    throws
  {
    let domain = domain {
      $0.https = true
      $0.certificateType = .letsencrypt
      $0.path = "/api"
      $0.stripPath = true
      $0.middlewares = ["password@file"]
    }
    let probe = RouteProbe(service: "shop-ab12cd-r2", nonce: "n0nce")
    let http = try #require(document([domain], probe: probe))
    let router = try #require(http.routers?["shop-ab12cd-probe-7"])
    #expect(router.rule == "Host(`shop.example.com`) && PathPrefix(`/api`) && Header(`X-Slipway-Probe`, `n0nce`)")
    #expect(router.entryPoints == ["websecure"])
    #expect(router.tls == TraefikDocument.TLS())
    #expect(router.priority == 1_000_000)
    #expect(router.middlewares == ["probe-shop-ab12cd", "stripprefix-shop-ab12cd-7"])
    let headers = http.middlewares?["probe-shop-ab12cd"]?.headers
    #expect(headers?.customResponseHeaders == ["X-Slipway-Probe": "n0nce"])
    #expect(headers?.customRequestHeaders == ["X-Slipway-Probe": ""])
    #expect(http.services?["shop-ab12cd-probe-7"]?.loadBalancer.servers.first?.url == "http://shop-ab12cd-r2:3000")
    #expect(http.services?["shop-ab12cd-service-7"]?.loadBalancer.servers.first?.url == "http://shop-ab12cd-r1:3000")
  }

  @Test func `The first deployment has only its probe`() {
    let probe = RouteProbe(service: "shop-ab12cd-r1")
    #expect(document([domain()], serving: nil, probe: probe)?.routers?.keys.sorted() == ["shop-ab12cd-probe-7"])
  }

  @Test(arguments: [
    "a.test`) || PathPrefix(`/", "a.test, b.test", "*.a.test", "a.test\n  evil: true", "a.test`", "A.test", "",
    "a..test", "-a.test", "a.test/x", "a.test:80", "ä.test", "a.test\u{0}", "http://a.test",
  ])
  func `A host that is none never reaches a rule`(host: String) {
    #expect(document([domain(host)]) == nil)
  }

  @Test(arguments: [
    "/`) || Host(`b.test", "a", "/a b", "/\"", "/a\nb", "/../x", "/a`", "/ä", "/{a}", "/<x>", "/a\\b",
  ])
  func `A path that could end its rule never reaches one`(path: String) {
    #expect(document([domain { $0.path = path }]) == nil)
    #expect(document([domain { $0.internalPath = path }]) == nil)
  }

  @Test func `Names of the proxy that could end their scalar never reach a document`() {
    #expect(document([domain { $0.middlewares = ["a\n- b"] }]) == nil)
    #expect(document([domain { $0.customEntrypoint = "web, b" }]) == nil)
    let resolver = domain {
      $0.https = true
      $0.certificateType = .custom
      $0.customCertResolver = "a: {b: c}"
    }
    #expect(document([resolver]) == nil)
  }

  @Test func `Every document that the printable paths make reads back as it was`() throws {
    let odd = domain("xn--bcher-kva.example") { $0.path = "/a-._~%20!$&'()*+,;=:@z" }
    let routes = TrafficRoutes(
      appName: "shop-ab12cd", domains: [odd, domain("true")], serving: "shop-ab12cd-r1",
      probe: RouteProbe(service: "s", nonce: "1e9"))
    let document = try #require(routes.document())
    #expect(try YAMLDecoder().decode(TraefikDocument.self, from: document.yaml()) == document)
  }
}
