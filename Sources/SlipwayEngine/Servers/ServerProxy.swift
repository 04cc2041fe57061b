import SlipwayCore
import SlipwayHost
import SlipwayStore

/// The proxy of a server: the same as this machine's own, with files on that machine.
struct ServerProxy: Sendable {
  private static let patience = Duration.seconds(120)
  let engine: Engine
  let machine: Machine
  private var host: any Host { machine.host }
  private var place: ServerPlace { ServerPlace(engine.configuration) }

  var parts: ProxyParts {
    ProxyParts(
      host: host, folder: place.traefik, configuration: engine.configuration,
      labels: [ReleaseLabels.panel: engine.store.panelID], server: machine.server)
  }
  var claim: ServerClaim { ServerClaim(engine: engine, machine: machine) }

  /// Whether the machine's network says that this installation uses it, and no other server of ours is the same machine.
  func isOurs() async throws -> Bool {
    guard try await host.docker.inspectNetwork(place.network)?.Labels?[ReleaseLabels.panel] == engine.store.panelID
    else { return false }
    return try await claim.hold()
  }

  /// - Returns: what was found or done, in a sentence.
  /// - Throws: ``SlipwayError`` `conflict` when somebody else has its ports; with the words of what keeps it from running.
  func install() async throws -> String {
    let info = try await host.docker.info()
    guard let node = info.Swarm?.NodeID, info.isSwarmManager else {
      throw SlipwayError(
        .preconditionFailed, "The engine of \(host.name) is no manager of a Swarm any more; set it up again.")
    }
    try await claim.check()
    try await requirePorts()
    var settings = try await engine.store.read { try $0.settings.server() }
    // Its requests would be written where nobody reads them.
    settings?.countsRequests = false
    let text = try ProxySettings(configuration: engine.configuration, settings: settings).yaml()
    try await parts.writeFiles(text)
    let port = engine.configuration.httpsPort
    try await engine.routes.writer(on: machine.server).write(SharedMiddlewares.fileName, owner: "all applications") {
      SharedMiddlewares.document(httpsPort: port)
    }
    try await engine.routes.refreshCertificates(on: machine.server)
    _ = try await engine.routes.refreshAll(on: machine.server)
    let isChanged = try await parts.makeService(node: node, settings: text)
    try await waitUntilRunning()
    let ports = "ports \(engine.configuration.httpPort) and \(port)"
    return isChanged ? "installed, on \(ports)" : "runs, on \(ports)"
  }

  /// Before the proxy is there nobody may listen where it will.
  private func requirePorts() async throws {
    guard try await host.docker.inspectService(place.proxy) == nil else { return }
    let table = try await ServerMachine(host: host).listeners()
    let wanted = [engine.configuration.httpPort, engine.configuration.httpsPort]
    guard let taken = wanted.first(where: { port in table.listeners.contains { $0.port == port } }) else { return }
    throw SlipwayError(
      .conflict,
      "Something else listens on port \(taken) of \(host.name), which the proxy needs. Stop it there (ss -ltnp 'sport = :\(taken)' "
        + "names it), then set the server up again.")
  }

  private func waitUntilRunning() async throws {
    let end = ContinuousClock.now + Self.patience
    while true {
      let tasks = try await host.docker.listTasks(service: place.proxy)
      let wanted = tasks.filter { $0.DesiredState == "running" }
      if !wanted.isEmpty, wanted.allSatisfy({ $0.Status.State == "running" }) { return }
      guard ContinuousClock.now < end else {
        let reason = tasks.compactMap { $0.Status.Err }.first ?? "no task of it came to run"
        throw SlipwayError(.preconditionFailed, "The proxy does not run: \(reason).")
      }
      try await Task.sleep(for: .milliseconds(300))
    }
  }
}
