package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the organisation's servers, newest first.
package enum ServerAll: Procedure {
  package static let name = "server.all"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists servers, newest first, with how each stands"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [ServerRow] {
    let organization = try call.organization()
    return try await call.store.read { try ServerReading.rows($0, in: organization) }
  }
}
