import Foundation
package import SlipwayCore
import SlipwayEngine
package import SlipwayHost

/// The Swarm that an engine manages: its nodes, and what runs on each.
package struct Cluster: Sendable {
  package let docker: DockerClient
  let owners: InventoryOwners

  /// - Parameter docker: the manager's.
  package init(docker: DockerClient, owners: InventoryOwners) {
    self.docker = docker
    self.owners = owners
  }

  /// What the engine says of itself.
  /// - Throws: ``SlipwayError`` `preconditionFailed` for one that manages no Swarm, with what to do.
  package func manager() async throws -> DockerInfo {
    let info = try await docker.info()
    guard !info.isSwarmManager else { return info }
    switch info.Swarm?.LocalNodeState {
    case "active":
      throw SlipwayError(
        .preconditionFailed,
        "This Docker Engine is a worker of a Swarm; only managers answer for one. Promote it on a manager: docker node promote."
      )
    case "locked":
      throw SlipwayError(
        .preconditionFailed, "The Swarm is locked since this Docker Engine was started: docker swarm unlock.")
    default:
      throw SlipwayError(
        .preconditionFailed,
        "This Docker Engine is in no Swarm: docker swarm init --advertise-addr <an address that other machines reach>."
      )
    }
  }

  /// Managers first, then by their names.
  package func nodes() async throws -> [ClusterNode] { try await layout().nodes }

  /// All nodes, and the tasks that no node has yet.
  package func layout() async throws -> (nodes: [ClusterNode], waiting: [ClusterTask]) {
    let own = try await manager().Swarm?.NodeID
    async let listed = docker.listNodes()
    async let services = docker.listServices()
    let specs = Dictionary(try await services.map { ($0.ID, $0.Spec) }, uniquingKeysWith: { first, _ in first })
    let wanted = try await docker.listTasks().filter {
      ["running", "complete"].contains($0.DesiredState ?? "") && specs[$0.ServiceID ?? ""] != nil
    }
    let byNode = Dictionary(grouping: wanted) { $0.NodeID ?? "" }
    func tasks(_ node: String) -> [ClusterTask] {
      (byNode[node] ?? []).map { ClusterTask($0, specs[$0.ServiceID ?? ""], owners) }
        .sorted { ($0.service, $0.slot) < ($1.service, $1.slot) }
    }
    let nodes = try await listed.map { ClusterNode($0, isOwn: $0.ID == own, tasks: tasks($0.ID)) }
    return (nodes.sorted(by: Self.isBefore), tasks(""))
  }

  private static func isBefore(_ one: ClusterNode, _ other: ClusterNode) -> Bool {
    (one.role == .manager ? 0 : 1, one.hostname, one.nodeId)
      < (other.role == .manager ? 0 : 1, other.hostname, other.nodeId)
  }

  /// - Throws: ``SlipwayError`` `notFound`.
  package func node(_ id: String) async throws -> ClusterNode {
    // Docker takes names and beginnings of ids for ids: only what the list has is one.
    guard let node = try await nodes().first(where: { $0.nodeId == id }) else { throw SlipwayError.notFound("Node") }
    return node
  }

  /// What another machine has to be told.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when no other machine would reach this one.
  package func join(as role: SwarmRole) async throws -> ClusterJoin {
    let info = try await manager()
    let id = info.Swarm?.NodeID ?? ""
    let address = try await docker.inspectNode(id)?.ManagerStatus?.Addr ?? "\(info.Swarm?.NodeAddr ?? ""):2377"
    guard !Self.isOnlyOurs(address) else {
      throw SlipwayError(
        .preconditionFailed,
        "The Swarm was begun at \(address), which no other machine reaches. Begin it anew at an address that they reach: stop what "
          + "runs, docker swarm leave --force, docker swarm init --advertise-addr <address>; then deploy the services again."
      )
    }
    let tokens = try await docker.inspectSwarm().JoinTokens
    let token = role == .worker ? tokens.Worker : tokens.Manager
    return ClusterJoin(
      command: Secret("docker swarm join --token \(token.reveal()) \(address)"), address: address,
      engineVersion: info.ServerVersion ?? "")
  }

  /// Whether an address leads a machine to itself.
  package static func isOnlyOurs(_ address: String) -> Bool {
    address.hasPrefix("127.") || address.hasPrefix("[::1]") || address.hasPrefix("localhost:")
      || address.hasPrefix(":")
      || address.hasPrefix("0.0.0.0")
  }
}

extension ClusterTask {
  init(_ task: DockerTask, _ spec: ServiceSpec?, _ owners: InventoryOwners) {
    let fact = TaskFact(task)
    taskId = fact.id
    service = spec?.Name ?? ""
    slot = fact.slot
    state = task.Status.State
    error = fact.error
    containerId = fact.container
    since = fact.since
    owner = owners.owner(spec?.Labels)
    isBound = spec?.boundNode == task.NodeID && task.NodeID != nil
  }
}
