package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one server with what was done to set it up.
package enum ServerOne: Procedure {
  package static let name = "server.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a server with what was done to set it up"

  package static func access(_ input: ServerInput) -> Access { .subject(.server(input.serverId), .read) }

  package static func run(_ input: ServerInput, _ call: Call) async throws -> ServerDetail {
    try await call.store.read { tx in
      let server = try tx.servers.one(input.serverId)
      return ServerDetail(
        try ServerReading.row(server, tx),
        ServerDetail.More(
          publicKey: try server.sshKeyID.flatMap { try tx.sshKeys.find($0)?.publicKey },
          builds: try ServerBuilds.applications(on: server, tx).map { .init(applicationId: $0.id, name: $0.name) },
          runs: try tx.serverRuns.all(of: server.id).map(ServerRunRow.init)))
    }
  }
}
