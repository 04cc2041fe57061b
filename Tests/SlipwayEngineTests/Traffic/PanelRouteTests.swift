import SlipwayCore
import SlipwayEngine
import Testing

@Suite struct PanelRouteTests {
  private func settings(_ host: String?, https: Bool = false) -> ServerSettings {
    var settings = ServerSettings(cores: 2, memory: 1 << 30)
    settings.host = host
    settings.https = https
    settings.certificateType = .letsencrypt
    return settings
  }

  @Test func `Without a host name there is no route, and a bad one is never written`() {
    #expect(PanelRoute(settings: settings(nil), gateway: "172.18.0.1", port: 3000, token: "t").document() == nil)
    #expect(
      PanelRoute(settings: settings("a`) || Host(`b"), gateway: "172.18.0.1", port: 3000, token: "t").document()
        == nil)
  }

  @Test func `Https redirects the plain entry point and asks for a certificate`() {
    let http = PanelRoute(
      settings: settings("panel.test", https: true), gateway: "172.18.0.1", port: 3000, token: "t"
    )
    .document()?.http
    #expect(http?.routers?["slipway-panel"]?.middlewares == ["redirect-to-https"])
    #expect(http?.routers?["slipway-panel-secure"]?.tls?.certResolver == "letsencrypt")
    #expect(http?.services?["slipway-panel"]?.loadBalancer.servers.first?.url == "http://172.18.0.1:3000")
  }

  @Test func `A listener that the proxy cannot reach is told in words`() {
    #expect(PanelRoute.problem(listenHost: "127.0.0.1", gateway: "172.18.0.1")?.contains("--listen") == true)
    #expect(PanelRoute.problem(listenHost: "0.0.0.0", gateway: "172.18.0.1") == nil)
    #expect(PanelRoute.problem(listenHost: "172.18.0.1", gateway: "172.18.0.1") == nil)
  }
}
