package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Forgets a destination that no backup goes to; what is stored there stays.
package enum DestinationRemove: Procedure {
  package static let name = "destination.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Forgets a destination that no backup goes to; its files stay"

  package static func access(_ input: DestinationInput) -> Access {
    .subject(.destination(input.destinationId), .delete)
  }

  package static func run(_ input: DestinationInput, _ call: Call) async throws -> DestinationRow {
    try await call.store.write { tx in
      let destination = try tx.destinations.one(input.destinationId)
      let users = try tx.backupPlans.all(to: destination.id)
      guard users.isEmpty else {
        let names = users.prefix(5).map { $0.name.isEmpty ? $0.appName : $0.name }.joined(separator: ", ")
        throw SlipwayError(
          .conflict, "Backups go to this destination (\(names)): choose another one there, or remove them first.")
      }
      try tx.destinations.delete(destination.id)
      return DestinationRow(destination)
    }
  }
}
