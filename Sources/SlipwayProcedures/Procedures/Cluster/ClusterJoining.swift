package import SlipwayCore
import SlipwayHost
import SlipwayInventory

/// What another machine is told to become a node.
package struct ClusterJoinCommand: Codable, Sendable {
  /// To be run there as root. Whoever has it can add machines.
  package var command: String
  /// Of this Docker Engine.
  package var version: String
  /// Where the other machine has to reach this one.
  package var address: String
  /// What has to be open between all nodes, both ways.
  package var ports: [String]

  init(_ join: ClusterJoin) {
    command = join.command.reveal()
    version = join.engineVersion
    address = join.address
    ports = ["2377/tcp", "7946/tcp", "7946/udp", "4789/udp"]
  }
}

/// Answers the command by which another machine becomes a worker. Who asked stands in the audit trail.
package enum ClusterAddWorker: Procedure {
  package static let name = "cluster.addWorker"
  package static let kind = ProcedureKind.query
  package static let summary =
    "Answers the command, with its token, by which another machine joins the Swarm as a worker"
  /// It gives a secret away.
  package static let isAudited = true

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> ClusterJoinCommand {
    ClusterJoinCommand(try await DockerPlace(call, input.serverId).cluster().join(as: .worker))
  }
}

/// Answers the command by which another machine becomes a manager. Who asked stands in the audit trail.
package enum ClusterAddManager: Procedure {
  package static let name = "cluster.addManager"
  package static let kind = ProcedureKind.query
  package static let summary =
    "Answers the command, with its token, by which another machine joins the Swarm as a manager"
  /// It gives a secret away.
  package static let isAudited = true

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> ClusterJoinCommand {
    ClusterJoinCommand(try await DockerPlace(call, input.serverId).cluster().join(as: .manager))
  }
}

/// Makes the present join command useless, for one that others have seen.
package enum ClusterRotateJoinToken: Procedure {
  package struct Input: Codable, Sendable {
    package var role: SwarmRole
    package var serverId: String?
  }

  package static let name = "cluster.rotateJoinToken"
  package static let kind = ProcedureKind.mutation
  package static let summary =
    "Makes the present join command of workers or managers useless; nodes that are there stay"

  package static func access(_ input: Input) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: Input, _ call: Call) async throws -> NoOutput {
    let cluster = try await DockerPlace(call, input.serverId).cluster()
    _ = try await cluster.manager()
    try await cluster.docker.rotateJoinToken(of: input.role)
    return NoOutput()
  }
}
