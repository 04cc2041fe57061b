package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Sets how a server is measured, and has its agent follow.
package enum ServerSetupMonitoring: Procedure {
  package struct Input: Codable, Sendable {
    package var serverId: ID<Server>
    package var metricsConfig: MetricsConfig

    package init(serverId: ID<Server>, metricsConfig: MetricsConfig) {
      self.serverId = serverId
      self.metricsConfig = metricsConfig
    }
  }

  package static let name = "server.setupMonitoring"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets how a server is measured, and puts the agent there; what is there is left alone"

  package static func access(_ input: Input) -> Access { .subject(.server(input.serverId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> ServerRunRow {
    try input.metricsConfig.check()
    // What is missing to connect at all is said at once.
    _ = try await call.engine.host(of: input.serverId)
    let now = call.now()
    let run = try await call.store.write { tx in
      let server = try tx.servers.one(input.serverId)
      guard try tx.serverRuns.hasSucceeded(server.id) else {
        throw SlipwayError(.conflict, "\(server.name) was not set up yet; set it up first.")
      }
      var agent = try tx.serverAgents.obtain(server.id)
      agent.config = input.metricsConfig.withoutCallback
      try tx.serverAgents.update(agent)
      return try ServerSetupJob.enqueue(tx, server, steps: ServerStep.measuring, now: now)
    }
    call.publish(.jobQueued)
    call.publish(.serverChanged(run.serverID, run.organizationID))
    return ServerRunRow(run)
  }
}

/// Answers how a server is measured, and whether it is.
package enum ServerMonitoring: Procedure {
  package struct Output: Codable, Sendable {
    package var metricsConfig: MetricsConfig
    /// Whether an agent was put there.
    package var isPlaced: Bool
    /// Why the agent is not there, or not as it should be, in a sentence.
    @Null package var problem: String?
  }

  package static let name = "server.monitoring"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers how a server is measured, and whether it is"

  package static func access(_ input: ServerInput) -> Access { .subject(.server(input.serverId), .read) }

  package static func run(_ input: ServerInput, _ call: Call) async throws -> Output {
    let agent = try await call.store.read { try $0.serverAgents.find(input.serverId) }
    return Output(
      metricsConfig: agent?.config ?? MetricsConfig(), isPlaced: agent?.isPlaced ?? false, problem: agent?.problem)
  }
}
