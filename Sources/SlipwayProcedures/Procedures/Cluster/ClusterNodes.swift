package import SlipwayAnswers
package import Foundation
import SlipwayCore
import SlipwayEngine
package import SlipwayHost
package import SlipwayInventory

/// The input of whatever is asked of one node of a Swarm.
package struct ClusterNodeInput: Codable, Sendable {
  package var nodeId: String
  package var serverId: String?

  package init(nodeId: String, serverId: String? = nil) {
    self.nodeId = nodeId
    self.serverId = serverId
  }
}

/// Lists the nodes of the Swarm as Docker has them.
package enum ClusterGetNodes: Procedure {
  package static let name = "cluster.getNodes"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the nodes of the Swarm as Docker has them"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> [DockerNode] {
    let cluster = try await DockerPlace(call, input.serverId).cluster()
    _ = try await cluster.manager()
    return try await cluster.docker.listNodes()
  }
}

/// Answers the nodes of the Swarm with what runs on each, and what waits for one.
package enum ClusterLayout: Procedure {
  /// The Swarm at one moment.
  package struct Output: Codable, Sendable {
    package var nodes: [ClusterNode]
    /// Tasks that no node can take.
    package var waiting: [ClusterTask]
    /// Where other machines reach the manager; `null` when they do not.
    @Null package var address: String?
    package var checkedAt: Date

    package init(nodes: [ClusterNode], waiting: [ClusterTask], address: String?, checkedAt: Date) {
      self.nodes = nodes
      self.waiting = waiting
      self.address = address
      self.checkedAt = checkedAt
    }
  }

  package static let name = "cluster.layout"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers the nodes of the Swarm, what runs on each, and what waits for one"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> Output {
    let layout = try await DockerPlace(call, input.serverId).cluster().layout()
    let own = layout.nodes.first(where: \.isOwn)?.address ?? ""
    return Output(
      nodes: layout.nodes, waiting: layout.waiting, address: own.isEmpty || Cluster.isOnlyOurs(own) ? nil : own,
      checkedAt: call.now())
  }
}

extension DockerPlace {
  /// The Swarm that the engine manages.
  func cluster() async throws -> Cluster {
    let machine = try await machine()
    return Cluster(docker: machine.docker, owners: try await InventoryOwners.load(call.engine, viewer()))
  }
}
