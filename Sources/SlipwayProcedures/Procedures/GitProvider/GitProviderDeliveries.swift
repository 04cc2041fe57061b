package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists what an account's provider sent, newest first, with what was decided and why.
package enum GitProviderDeliveries: Procedure {
  package static let name = "gitProvider.deliveries"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the newest webhook calls of a git provider, and what was decided on each"

  package static func access(_ input: GitProviderInput) -> Access {
    .subject(.gitProvider(input.gitProviderId), .read)
  }

  package static func run(_ input: GitProviderInput, _ call: Call) async throws -> [ProviderDeliveryRow] {
    try await call.store.read { try $0.providerDeliveries.all(of: input.gitProviderId) }.map { delivery in
      var row = ProviderDeliveryRow(
        id: delivery.id, event: delivery.event, repository: delivery.repository, reference: delivery.reference,
        receivedAt: delivery.receivedAt, decision: delivery.decision)
      row.commit = delivery.after
      return row
    }
  }
}
