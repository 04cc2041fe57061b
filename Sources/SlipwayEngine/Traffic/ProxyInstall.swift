import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Brings the shared network, the proxy's files and its service into being, and keeps them as the settings say.
package struct ProxyInstall: Sendable {
  private let engine: Engine
  private let host: any Host

  package init(_ engine: Engine) throws {
    self.engine = engine
    host = try engine.hosts.thisMachine()
  }

  /// Does what is not done yet; a proxy that is as it should be is left alone.
  /// - Returns: whether anything changed.
  /// - Throws: ``SlipwayError`` `unreachable` without Docker, `preconditionFailed` without a Swarm: both say what to do.
  @discardableResult
  package func run() async throws -> Bool {
    let info = try await host.docker.info()
    guard info.isSwarmManager, let node = info.Swarm?.NodeID else { throw Self.noSwarm(info) }
    try await PanelClaim(engine: engine, docker: host.docker).check()
    let parts = ProxyParts(
      host: host, folder: engine.folders.traefik, configuration: engine.configuration, panel: engine.store.panelID)
    try await parts.makeNetwork()
    let settings = try await engine.store.read { try $0.settings.server() }
    let text = try ProxySettings(configuration: engine.configuration, settings: settings).yaml()
    try await parts.writeFiles(text)
    try await writeRoutes()
    return try await parts.makeService(node: node, settings: text)
  }

  /// The address by which the proxy's container reaches this process; `nil` before the Swarm has made its bridge.
  package func gateway() async throws -> String? {
    try await host.docker.inspectNetwork("docker_gwbridge")?.IPAM?.Config?.compactMap { $0.Gateway }.first
  }

  private static func noSwarm(_ info: DockerInfo) -> SlipwayError {
    let isWorker = info.Swarm?.LocalNodeState == "active"
    return SlipwayError(
      .preconditionFailed,
      isWorker
        ? "This Docker Engine is a worker of a Swarm; Slipway needs a manager: `docker node promote` on the manager."
        : "This Docker Engine is in no Swarm. Run `docker swarm init --advertise-addr <this server's address>`; Slipway "
          + "goes on by itself.")
  }

  private func writeRoutes() async throws {
    let (configuration, writer) = (engine.configuration, engine.routes.writer)
    try await writer.write(SharedMiddlewares.fileName, owner: "all applications") {
      SharedMiddlewares.document(httpsPort: configuration.httpsPort)
    }
    try await refreshPanel()
    try await engine.routes.refreshCertificates()
    _ = try await engine.routes.refreshAll()
  }

  /// Writes the route of the dashboard's own host name as the settings say.
  package func refreshPanel() async throws {
    let (engine, gateway) = (engine, try await gateway())
    try await engine.routes.writer.write(PanelRoute.fileName, owner: "the dashboard") {
      guard let settings = try await engine.store.read({ try $0.settings.server() }), let gateway else { return nil }
      let (port, token) = (engine.configuration.listenPort, engine.store.proxyToken)
      return PanelRoute(settings: settings, gateway: gateway, port: port, token: token).document()
    }
  }
}
