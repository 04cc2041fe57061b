import SlipwayCore
import SlipwayEngine
package import SlipwayHost
import SlipwayInventory

/// Lists the nodes as `docker node ls` does.
package enum SwarmGetNodes: Procedure {
  package static let name = "swarm.getNodes"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the nodes of the Swarm in the words of docker node ls"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> [SwarmNodeRow] {
    try await DockerPlace(call, input.serverId).cluster().nodes().map(SwarmNodeRow.init)
  }
}

/// Answers one node as Docker has it.
package enum SwarmGetNodeInfo: Procedure {
  package static let name = "swarm.getNodeInfo"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a node of the Swarm as Docker has it"

  package static func access(_ input: ClusterNodeInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: ClusterNodeInput, _ call: Call) async throws -> DockerNode {
    let cluster = try await DockerPlace(call, input.serverId).cluster()
    _ = try await cluster.manager()
    guard let node = try await cluster.docker.inspectNode(input.nodeId) else { throw SlipwayError.notFound("Node") }
    return node
  }
}

/// Lists the services as `docker service ls` does, but for Slipway's own.
package enum SwarmGetNodeApps: Procedure {
  package static let name = "swarm.getNodeApps"
  package static let kind = ProcedureKind.query
  package static let summary =
    "Lists the services of the Swarm in the words of docker service ls, without Slipway's own"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> [SwarmServiceRow] {
    let cluster = try await DockerPlace(call, input.serverId).cluster()
    _ = try await cluster.manager()
    let own = call.engine.configuration.instance + "-"
    return try await cluster.docker.listServices().filter { !$0.Spec.Name.hasPrefix(own) }.map(SwarmServiceRow.init)
      .sorted { $0.Name < $1.Name }
  }
}

/// Lists the tasks of services as `docker service ps` does, on whichever node they are.
package enum SwarmGetAppInfos: Procedure {
  package struct Input: Codable, Sendable {
    /// Names of services in Docker.
    package var appName: [String]
    package var serverId: String?
  }

  package static let name = "swarm.getAppInfos"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the tasks of services in the words of docker service ps"

  package static func access(_ input: Input) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: Input, _ call: Call) async throws -> [SwarmTaskRow] {
    guard input.appName.count <= 100 else { throw SlipwayError.invalid("appName", "may be 100 at most") }
    let cluster = try await DockerPlace(call, input.serverId).cluster()
    _ = try await cluster.manager()
    let names = Dictionary(
      try await cluster.docker.listNodes().map { ($0.ID, $0.hostname) }, uniquingKeysWith: { first, _ in first })
    var rows: [SwarmTaskRow] = []
    for service in input.appName {
      rows += try await cluster.docker.listTasks(service: service)
        .sorted { ($0.Slot ?? 0, $1.CreatedAt?.text ?? "") < ($1.Slot ?? 0, $0.CreatedAt?.text ?? "") }
        .map { SwarmTaskRow($0, service: service, node: names[$0.NodeID ?? ""] ?? "") }
    }
    return rows
  }
}

/// Answers what each container on an engine uses at this moment, as `docker stats` does.
package enum SwarmGetContainerStats: Procedure {
  /// Each of them is a stream of the engine for as long as two measurements take.
  private static let most = 100
  private static let patience = Duration.seconds(10)

  package static let name = "swarm.getContainerStats"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what each container on an engine uses, in the words of docker stats"

  package static func access(_ input: DockerInput) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: DockerInput, _ call: Call) async throws -> [SwarmUsageRow] {
    let docker = try await DockerPlace(call, input.serverId).cluster().docker
    let containers = try await docker.listContainers().prefix(most)
    let now = call.now()
    return try await withThrowingTaskGroup(of: SwarmUsageRow?.self) { group in
      for container in containers {
        group.addTask {
          guard let (before, after) = try await measure(container.Id, docker) else { return nil }
          return SwarmUsageRow(container, UsageSample(after, after: before, at: now))
        }
      }
      return try await group.reduce(into: []) { rows, row in if let row { rows.append(row) } }
        .sorted { $0.Name < $1.Name }
    }
  }

  /// Two measurements one after the other: what a processor did is seen between them only.
  /// - Returns: `nil` of one that ended meanwhile.
  private static func measure(_ id: String, _ docker: DockerClient) async throws -> (DockerStats, DockerStats)? {
    do {
      return try await Deadline.run(within: patience, what: "Measuring a container") {
        var first: DockerStats?
        for try await stats in docker.stats(of: id) {
          if let first { return (first, stats) }
          first = stats
        }
        return nil
      }
    } catch let error as SlipwayError where [.notFound, .timeout].contains(error.code) {
      return nil
    }
  }
}
