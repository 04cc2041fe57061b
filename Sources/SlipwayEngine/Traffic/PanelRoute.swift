package import SlipwayCore

/// The route of the dashboard's own host name: from the proxy's container back to this process.
package struct PanelRoute: Sendable, Hashable {
  /// The file's name among the dynamic files.
  package static let fileName = "panel.yml"
  static let name = "slipway-panel"
  /// Carries the token; the proxy replaces whatever a client sent under this name.
  package static let tokenHeader = "X-Slipway-Proxy"

  package var settings: ServerSettings
  /// The address of this machine as the proxy's container reaches it.
  package var gateway: String
  package var port: Int
  /// What proves to the dashboard that a request came through the proxy.
  package var token: String

  package init(settings: ServerSettings, gateway: String, port: Int, token: String) {
    self.settings = settings
    self.gateway = gateway
    self.port = port
    self.token = token
  }

  /// - Returns: `nil` when the dashboard has no host name of its own.
  package func document() -> TraefikDocument? {
    guard let host = settings.host, (try? Hostname.normalize(host)) == host else { return nil }
    let rule = "Host(`\(host)`)"
    var routers = [
      Self.name: TraefikDocument.Router(
        rule: rule, service: Self.name, entryPoints: [EntryPoint.web],
        middlewares: settings.https ? [SharedMiddlewares.redirectToHTTPS] : [Self.name])
    ]
    if settings.https {
      let resolver = settings.certificateType == .letsencrypt ? EntryPoint.resolver : nil
      routers[Self.name + "-secure"] = TraefikDocument.Router(
        rule: rule, service: Self.name, entryPoints: [EntryPoint.websecure],
        middlewares: [Self.name], tls: TraefikDocument.TLS(certResolver: resolver))
    }
    let address = gateway.contains(":") ? "[\(gateway)]" : gateway
    return TraefikDocument(
      routers: routers, services: [Self.name: TraefikDocument.Backend(url: "http://\(address):\(port)")],
      middlewares: [
        Self.name: TraefikDocument.Middleware(
          headers: TraefikDocument.Headers(customRequestHeaders: [Self.tokenHeader: token]))
      ])
  }

  /// Why the proxy could not reach the dashboard, in words; `nil` when it can.
  /// - Parameter listenHost: what this process listens on.
  package static func problem(listenHost: String, gateway: String) -> String? {
    let open = ["0.0.0.0", "::", "", "*", gateway]
    guard !open.contains(listenHost) else { return nil }
    return "The dashboard listens on \(listenHost) only, where the proxy cannot reach it: start Slipway with "
      + "`--listen 0.0.0.0:PORT` (or \(gateway):PORT) to give it a host name of its own."
  }
}
