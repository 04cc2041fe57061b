package import SlipwayAnswers
import SlipwayCore

/// Lists the accounts at git providers that whoever asks may use, newest first.
package enum GitProviderGetAll: Procedure {
  package static let name = "gitProvider.getAll"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the connected git providers, without their secrets"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [GitProviderRow] {
    try await ProviderCalls.usable(call).map { ProviderCalls.row($0, call) }
  }
}
