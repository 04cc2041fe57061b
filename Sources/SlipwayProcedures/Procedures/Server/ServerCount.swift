import SlipwayCore
import SlipwayStore

/// Counts the organisation's servers.
package enum ServerCount: Procedure {
  package static let name = "server.count"
  package static let kind = ProcedureKind.query
  package static let summary = "Counts servers"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Int {
    let organization = try call.organization()
    return try await call.store.read { try $0.servers.count(in: organization) }
  }
}
