import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Brings the shared network, the proxy's files and its service into being, and keeps them as the settings say.
package struct ProxyInstall: Sendable {
  private let engine: Engine
  private let host: any Host

  package init(_ engine: Engine) throws {
    self.engine = engine
    host = try engine.hosts.host(for: nil)
  }

  /// Does what is not done yet; a proxy that is as it should be is left alone.
  /// - Returns: whether anything changed.
  /// - Throws: ``SlipwayError`` `unreachable` without Docker, `preconditionFailed` without a Swarm: both say what to do.
  @discardableResult
  package func run() async throws -> Bool {
    let info = try await host.docker.info()
    guard info.isSwarmManager, let node = info.Swarm?.NodeID else { throw Self.noSwarm(info) }
    try await makeNetwork()
    let settings = try await engine.store.read { try $0.settings.server() }
    let text = try ProxySettings(configuration: engine.configuration, settings: settings).yaml()
    try await writeFiles(text)
    try await writeRoutes()
    return try await makeService(node: node, settings: text)
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

  private func makeNetwork() async throws {
    let name = Surroundings.network(instance: engine.configuration.instance)
    if let found = try await host.docker.inspectNetwork(name) {
      guard found.Driver == "overlay" else {
        throw SlipwayError(
          .conflict, "The network \(name) exists, but it is no overlay network. Remove or rename it.")
      }
      return
    }
    do {
      try await host.docker.createOverlay(name, labels: [ReleaseLabels.instance: engine.configuration.instance])
    } catch let error as SlipwayError where error.code == .conflict {}
  }

  private func writeFiles(_ settings: String) async throws {
    let (files, folder) = (host.files, engine.folders.traefik)
    try await files.makeDirectory(folder, mode: 0o755)
    try await files.makeDirectory("\(folder)/\(ProxySettings.dynamic)", mode: 0o755)
    try await files.makeDirectory("\(folder)/acme", mode: 0o700)
    if let authorities = engine.configuration.acmeCAFile {
      let text = try await files.readText(authorities)
      try await replace("\(folder)/\(ProxySettings.authorities)", with: text)
    }
    try await replace("\(folder)/\(ProxySettings.fileName)", with: settings)
  }

  private func replace(_ path: String, with text: String) async throws {
    if try await host.files.exists(path), try await host.files.readText(path) == text { return }
    try await host.files.write(text, to: path)
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

  private func makeService(node: String, settings: String) async throws -> Bool {
    let spec = try ProxyService.spec(
      engine.configuration, folder: engine.folders.traefik, node: node, settings: settings)
    guard let found = try await host.docker.inspectService(spec.Name) else {
      try await pullIfMissing(engine.configuration.traefikImage)
      try await host.docker.createService(spec)
      return true
    }
    guard found.Spec.Labels?[ReleaseLabels.spec] != spec.Labels?[ReleaseLabels.spec] else { return false }
    guard found.Spec.Labels?[ReleaseLabels.instance] == engine.configuration.instance else {
      throw SlipwayError(
        .conflict, "A service \(spec.Name) exists that Slipway did not make. Remove it, or set another --instance.")
    }
    try await host.docker.updateService(found.ID, version: found.Version.Index, spec: spec)
    return true
  }

  /// Swarm would pull it, too, but says nothing of why it cannot.
  private func pullIfMissing(_ image: String) async throws {
    guard try await host.docker.inspectImage(image) == nil else { return }
    try await host.docker.pullImage(image)
  }
}
