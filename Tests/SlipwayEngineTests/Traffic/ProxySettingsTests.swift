import SlipwayCore
import SlipwayEngine
import SlipwayHost
import Testing

@Suite struct ProxySettingsTests {
  @Test func `The static file has both entry points, the watched folder and a resolver, and no way in but them`()
    throws
  {
    var configuration = Configuration()
    configuration.httpPort = 8080
    configuration.httpsPort = 8443
    let text = try ProxySettings(configuration: configuration, settings: nil).yaml()
    #expect(
      text == """
        certificatesResolvers:
          letsencrypt:
            acme:
              httpChallenge:
                entryPoint: web
              storage: /acme/acme.json
        entryPoints:
          web:
            address: :8080
            transport:
              respondingTimeouts:
                readTimeout: 3660s
          websecure:
            address: :8443
            transport:
              respondingTimeouts:
                readTimeout: 3660s
        global:
          checkNewVersion: false
          sendAnonymousUsage: false
        log:
          level: INFO
        providers:
          file:
            directory: /etc/traefik/dynamic
            watch: true
          providersThrottleDuration: 100ms

        """)
  }

  @Test func `The proxy does not cut a push or an upload after a minute`() throws {
    let settings = ProxySettings(configuration: Configuration(), settings: nil)
    #expect(settings.entryPoints.count == 2)
    #expect(settings.entryPoints.values.allSatisfy { $0.transport.respondingTimeouts.readTimeout == "3660s" })
  }

  @Test func `The administrator's ACME server and what it is trusted by are named`() throws {
    var configuration = Configuration()
    configuration.acmeCAFile = "/somewhere/ca.pem"
    configuration.acmeCertificateHours = 12
    var settings = ServerSettings(cores: 2, memory: 1 << 30)
    settings.letsEncryptEmail = "me@example.com\nevil: true"
    settings.acmeServer = "https://acme.test/dir"
    let acme = ProxySettings(configuration: configuration, settings: settings).certificatesResolvers["letsencrypt"]?
      .acme
    #expect(acme?.certificatesDuration == 12)
    #expect(acme?.caServer == "https://acme.test/dir")
    #expect(acme?.caCertificates == ["/etc/traefik/acme-ca.pem"])
    let text = try ProxySettings(configuration: configuration, settings: settings).yaml()
    #expect(!text.contains("\nevil:"))
  }

  @Test func `Where requests are counted, the proxy writes them to a folder of its own, without headers`() throws {
    var settings = ServerSettings(cores: 2, memory: 1 << 30)
    settings.countsRequests = true
    let configuration = Configuration()
    let text = try ProxySettings(configuration: configuration, settings: settings).yaml()
    #expect(text.contains("filePath: /requests/access.log") && text.contains("defaultMode: drop"))
    let spec = try ProxyService.spec(
      configuration, folder: "/data/traefik", identity: "7", node: "n", settings: text)
    let mounts = spec.TaskTemplate.ContainerSpec.Mounts ?? []
    #expect(
      mounts.contains { $0.Source == "/data/traefik/requests" && $0.Target == "/requests" && $0.ReadOnly != true })
    let without = try ProxySettings(configuration: configuration, settings: nil).yaml()
    let plain = try ProxyService.spec(
      configuration, folder: "/data/traefik", identity: "7", node: "n", settings: without)
    #expect(plain.TaskTemplate.ContainerSpec.Mounts?.count == 2)
  }
}
