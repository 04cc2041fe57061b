import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Says in words what setting a server up does; there is no script.
package enum ServerGetDefaultCommand: Procedure {
  package static let name = "server.getDefaultCommand"
  package static let kind = ProcedureKind.query
  package static let summary = "Says what setting a server up does"

  package static func access(_ input: ServerInput) -> Access { .subject(.server(input.serverId), .read) }

  package static func run(_ input: ServerInput, _ call: Call) async throws -> String {
    let server = try await call.store.read { try $0.servers.one(input.serverId) }
    return ServerPlan.words(for: server.purpose, call.engine.configuration)
  }
}
