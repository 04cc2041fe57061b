package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists what was done to set a server up, newest first.
package enum DeploymentAllByServer: Procedure {
  package static let name = "deployment.allByServer"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists what was done to set a server up, newest first"

  package static func access(_ input: ServerInput) -> Access { .subject(.server(input.serverId), .read) }

  package static func run(_ input: ServerInput, _ call: Call) async throws -> [ServerRunRow] {
    try await call.store.read { try $0.serverRuns.all(of: input.serverId) }.map(ServerRunRow.init)
  }
}
