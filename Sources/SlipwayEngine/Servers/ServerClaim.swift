import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Which of our servers a machine is: two rows of one machine would take each other's services and routes away. The proxy's
/// service there says it, as labels of a network never change.
struct ServerClaim: Sendable {
  let engine: Engine
  let machine: Machine
  private var docker: DockerClient { machine.docker }
  private var name: String { ServerPlace(engine.configuration).proxy }

  /// Whether the machine is this server's; one from before servers were told apart becomes so where no other has services
  /// there.
  func hold() async throws -> Bool {
    let proxy = try await docker.inspectService(name)
    if let proxy, proxy.Spec.Labels?[ReleaseLabels.server] == machine.server?.rawValue { return true }
    guard try await other(proxy) == nil else { return false }
    guard let proxy else { return true }
    var spec = proxy.Spec
    spec.Labels = (spec.Labels ?? [:]).merging([ReleaseLabels.server: machine.server?.rawValue ?? ""]) { $1 }
    try await docker.updateService(proxy.ID, version: proxy.Version.Index, spec: spec)
    return true
  }

  /// - Throws: ``SlipwayError`` `conflict` with what to do when another of our servers is the same machine.
  func check() async throws {
    guard let other = try await other(try await docker.inspectService(name)) else { return }
    let own = try await engine.store.read { [id = machine.server] tx in
      try id.flatMap { try tx.servers.find($0) }?.organizationID
    }
    let whose = other.organizationID == own ? "the server \(other.name)" : "a server of another organization"
    throw SlipwayError(
      .conflict,
      "This machine is \(whose) of this Slipway already. Remove this one here, and place services on that one; or delete what "
        + "runs on that one and remove it, then set this one up again.")
  }

  /// A row that is gone has nothing there any more.
  private func other(_ proxy: DockerService?) async throws -> Server? {
    if let holder = proxy?.Spec.Labels?[ReleaseLabels.server] {
      guard holder != machine.server?.rawValue else { return nil }
      if let found = try await engine.store.read({ try $0.servers.find(ID(holder)) }) { return found }
    }
    let instance = [ReleaseLabels.instance: engine.configuration.instance]
    let services = try await docker.listServices(labels: instance).map(\.Spec.Labels)
    let containers = try await docker.listContainers(labels: instance, all: true).map(\.Labels)
    let owners = Set((services + containers).compactMap { $0?[ReleaseLabels.deployable] })
    return try await engine.store.read { [own = machine.server] tx in
      for owner in owners {
        guard let server = try tx.deployables.find(ID(owner))?.serverID, server != own else { continue }
        return try tx.servers.find(server)
      }
      return nil
    }
  }
}
