package import SlipwayAnswers
import SlipwayCore
import SlipwayProviders

/// Answers one account at Gitea.
package enum GiteaOne: Procedure {
  package static let name = "gitea.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers an account at Gitea, without its secrets"

  package static func access(_ input: GiteaInput) -> Access { .subject(.gitProvider(input.giteaId), .read) }

  package static func run(_ input: GiteaInput, _ call: Call) async throws -> AccountAnswer<GiteaRow> {
    answer(try await ProviderCalls.one(input.giteaId, .gitea, call), call)
  }

  static func answer(_ provider: GitProvider, _ call: Call) -> AccountAnswer<GiteaRow> {
    AccountAnswer(
      GiteaRow(provider, isConfigured: ProviderAPIs.isConnected(provider)),
      gitProvider: ProviderCalls.row(provider, call))
  }
}
