package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the organisation's destinations, newest first.
package enum DestinationAll: Procedure {
  package static let name = "destination.all"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists destinations, without their secrets"

  package static func access(_ input: NoInput) -> Access { .organization(.admin) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [DestinationRow] {
    let organization = try call.organization()
    return try await call.store.read { try $0.destinations.all(in: organization) }.map(DestinationRow.init)
  }
}
