package import SlipwayCore
import SlipwayHost
package import SlipwayInventory

/// Says whether a node is given tasks: `drain` moves those that it has to other nodes.
package enum ClusterSetAvailability: Procedure {
  package struct Input: Codable, Sendable {
    package var nodeId: String
    package var availability: SwarmAvailability
    /// Also when services stop by it that may run on this node only.
    package var force: Bool?
    package var serverId: String?
  }

  package static let name = "cluster.setAvailability"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Gives a node tasks, no new ones, or takes away those that it has"

  package static func access(_ input: Input) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: Input, _ call: Call) async throws -> ClusterNode {
    let cluster = try await DockerPlace(call, input.serverId).cluster()
    try await cluster.set(availability: input.availability, of: input.nodeId, isForced: input.force ?? false)
    return try await cluster.node(input.nodeId)
  }
}

/// Makes a worker a manager, or a manager a worker.
package enum ClusterSetRole: Procedure {
  package struct Input: Codable, Sendable {
    package var nodeId: String
    package var role: SwarmRole
    package var serverId: String?
  }

  package static let name = "cluster.setRole"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes a worker a manager, or a manager a worker"

  package static func access(_ input: Input) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: Input, _ call: Call) async throws -> ClusterNode {
    let cluster = try await DockerPlace(call, input.serverId).cluster()
    try await cluster.set(role: input.role, of: input.nodeId)
    return try await cluster.node(input.nodeId)
  }
}

/// Replaces the labels of a node, which placement constraints ask for.
package enum ClusterSetLabels: Procedure {
  package struct Input: Codable, Sendable {
    package var nodeId: String
    package var labels: [String: String]
    package var serverId: String?
  }

  package static let name = "cluster.setLabels"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Replaces the labels of a node, which placement constraints ask for"

  package static func access(_ input: Input) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: Input, _ call: Call) async throws -> ClusterNode {
    let cluster = try await DockerPlace(call, input.serverId).cluster()
    try await cluster.set(labels: input.labels, of: input.nodeId)
    return try await cluster.node(input.nodeId)
  }
}

/// Drains a worker and takes it out of the Swarm.
package enum ClusterRemoveWorker: Procedure {
  package struct Input: Codable, Sendable {
    package var nodeId: String
    /// Also while services run there.
    package var force: Bool?
    package var serverId: String?
  }

  /// What is left to do on the machine itself.
  package struct Output: Codable, Sendable {
    package var nodeId: String
    package var hostname: String
    /// It goes on as a node of a Swarm that does not know it until it is told so.
    package var command: String
  }

  package static let name = "cluster.removeWorker"
  package static let kind = ProcedureKind.mutation
  package static let summary =
    "Drains a worker and takes it out of the Swarm; refused with what runs there, unless forced"

  package static func access(_ input: Input) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let cluster = try await DockerPlace(call, input.serverId).cluster()
    let node = try await cluster.remove(input.nodeId, isForced: input.force ?? false)
    return Output(nodeId: node.nodeId, hostname: node.hostname, command: "docker swarm leave")
  }
}
