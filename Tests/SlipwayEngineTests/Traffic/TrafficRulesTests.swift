import Foundation
import SlipwayCore
import Testing
import Yams

@testable import SlipwayEngine

/// Redirects, logins and certificates in the proxy's files.
@Suite struct TrafficRulesTests {
  private let now = Date(timeIntervalSince1970: 1_700_000_000)

  private func domain(
    _ host: String = "shop.example.com", of organization: String = "o", at created: Date? = nil,
    change: (inout Domain) -> Void = { _ in }
  ) -> Domain {
    var domain = Domain(
      organizationID: ID(organization), deployableID: ID("a"), host: host, uniqueConfigKey: 7,
      createdAt: created ?? now)
    change(&domain)
    return domain
  }

  private func routes(_ domain: Domain, regex: String = "^http://a/(.*)", replacement: String = "https://b/$1")
    -> TrafficRoutes
  {
    var routes = TrafficRoutes(appName: "shop-ab12cd", domains: [domain], serving: "shop-ab12cd-r1")
    routes.redirects = [2, 3].map { number in
      Redirect(
        organizationID: ID("o"), deployableID: ID("a"), regex: regex, replacement: replacement,
        isPermanent: number == 2, uniqueConfigKey: number, createdAt: now)
    }
    routes.logins = ["ada", "eve"].map { name in
      BasicAuth(
        organizationID: ID("o"), deployableID: ID("a"), username: name, passwordHash: Secret("$2y$10$\(name)"),
        createdAt: now)
    }
    return routes
  }

  @Test func `redirects come first, then the login, then prefixes and the domain's own middlewares`() throws {
    let domain = domain { domain in
      (domain.path, domain.stripPath, domain.internalPath) = ("/api", true, "/v1")
      domain.middlewares = ["limits@file"]
    }
    let http = try #require(routes(domain).document()?.http)
    #expect(
      http.routers?["shop-ab12cd-router-7"]?.middlewares == [
        "redirect-shop-ab12cd-2", "redirect-shop-ab12cd-3", "auth-shop-ab12cd", "stripprefix-shop-ab12cd-7",
        "addprefix-shop-ab12cd-7", "limits@file",
      ])
    #expect(http.middlewares?["redirect-shop-ab12cd-2"]?.redirectRegex?.permanent == true)
    #expect(http.middlewares?["redirect-shop-ab12cd-3"]?.redirectRegex?.permanent == false)
    let auth = http.middlewares?["auth-shop-ab12cd"]?.basicAuth
    #expect(auth?.users == ["ada:$2y$10$ada", "eve:$2y$10$eve"] && auth?.removeHeader == true)
  }

  @Test func `plain HTTP of an https domain is sent to https before anything is asked`() throws {
    let http = try #require(routes(domain { $0.https = true }).document()?.http)
    #expect(http.routers?["shop-ab12cd-router-7"]?.middlewares == ["redirect-to-https"])
    #expect(
      http.routers?["shop-ab12cd-router-websecure-7"]?.middlewares == [
        "redirect-shop-ab12cd-2", "redirect-shop-ab12cd-3", "auth-shop-ab12cd",
      ])
  }

  @Test func `the probe of a release goes past redirects and logins`() throws {
    var routes = routes(domain())
    routes.probe = RouteProbe(service: "shop-ab12cd-r2")
    let http = try #require(routes.document()?.http)
    #expect(http.routers?["shop-ab12cd-probe-7"]?.middlewares == ["probe-shop-ab12cd"])
  }

  @Test(arguments: ["x' ; touch /tmp/x", "a: - {b}", "{{ env \"HOME\" }}", "\"\\n# `|", "{{{{{", "ü\u{202e}"])
  func `what was typed is in the file as it was typed, and is no template`(text: String) throws {
    let yaml = try #require(try routes(domain(), regex: text, replacement: text).document()?.yaml())
    // What is left when Go's templates are done: the one action there is writes two braces.
    let rendered = yaml.replacing("{{`{{`}}", with: "\u{1}")
    #expect(!rendered.contains("{{"))
    let document = try YAMLDecoder().decode(
      TraefikDocument.self, from: rendered.replacing("\u{1}", with: "{{"))
    let redirect = document.http.middlewares?["redirect-shop-ab12cd-2"]?.redirectRegex
    #expect(redirect?.regex == text && redirect?.replacement == text)
  }

  private func certificate(_ hosts: [String], of organization: String = "o", at created: Date? = nil) -> Certificate {
    Certificate(
      organizationID: ID(organization), name: "c", chain: "-----BEGIN CERTIFICATE-----\n", privateKey: Secret("key"),
      hosts: hosts, notBefore: now, notAfter: now, createdAt: created ?? now)
  }

  @Test func `a certificate is shown for its organisation's domains only`() {
    let own = domain("a.example.com", at: now)
    let shown = ShownCertificates(domains: [own, domain("b.example.com", of: "p", at: now)], settings: nil)
    let good = certificate(["a.example.com"])
    #expect(shown.choose(from: [good]) == [good])
    // For nobody, for another's host, for another's host beside the own one.
    for hosts in [["c.example.com"], ["b.example.com"], ["*.example.com"], ["a.example.com", "b.example.com"]] {
      #expect(shown.choose(from: [certificate(hosts)]).isEmpty, "\(hosts)")
    }
    // Who came later chose a host that the certificate was there for.
    let later = ShownCertificates(
      domains: [own, domain("b.example.com", of: "p", at: now + 60)], settings: nil)
    #expect(later.choose(from: [certificate(["*.example.com"])]).count == 1)
  }

  @Test func `the dashboard's host is nobody's while Let's Encrypt signs for it`() {
    var settings = ServerSettings(cores: 1, memory: 1 << 30)
    (settings.host, settings.certificateType) = ("panel.example.com", .letsencrypt)
    let wild = certificate(["*.example.com"])
    #expect(ShownCertificates(domains: [domain()], settings: settings).choose(from: [wild]).isEmpty)
    settings.certificateType = .none
    #expect(ShownCertificates(domains: [domain()], settings: settings).choose(from: [wild]) == [wild])
  }

  @Test func `certificates and keys stand in one document`() throws {
    if CertificateDocument([]) != nil { Issue.record("an empty document") }
    let yaml = try #require(try CertificateDocument([certificate(["a.example.com"])])?.yaml())
    let parsed = try YAMLDecoder().decode([String: [String: [[String: String]]]].self, from: yaml)
    #expect(parsed["tls"]?["certificates"]?.first?["keyFile"] == "key")
  }
}
