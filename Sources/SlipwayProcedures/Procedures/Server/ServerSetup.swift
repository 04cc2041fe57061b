package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Queues what makes a server ready; it may be asked for again at any time.
package enum ServerSetup: Procedure {
  package static let name = "server.setup"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets a server up: Docker, Swarm, network, proxy; what is there is left alone"

  package static func access(_ input: ServerInput) -> Access { .subject(.server(input.serverId), .write) }

  package static func run(_ input: ServerInput, _ call: Call) async throws -> ServerRunRow {
    // What is missing to connect at all is said at once.
    _ = try await call.engine.host(of: input.serverId)
    let now = call.now()
    let run = try await call.store.write { tx in
      try ServerSetupJob.enqueue(tx, try tx.servers.one(input.serverId), now: now)
    }
    call.publish(.jobQueued)
    call.publish(.serverChanged(run.serverID, run.organizationID))
    return ServerRunRow(run)
  }
}
