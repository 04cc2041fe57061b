package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one destination.
package enum DestinationOne: Procedure {
  package static let name = "destination.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a destination, without its secrets"

  package static func access(_ input: DestinationInput) -> Access {
    .all([.subject(.destination(input.destinationId), .read), .organization(.admin)])
  }

  package static func run(_ input: DestinationInput, _ call: Call) async throws -> DestinationRow {
    DestinationRow(try await call.store.read { try $0.destinations.one(input.destinationId) })
  }
}
