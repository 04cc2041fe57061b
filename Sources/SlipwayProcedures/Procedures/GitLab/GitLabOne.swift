package import SlipwayAnswers
import SlipwayCore
import SlipwayProviders

/// Answers one account at GitLab.
package enum GitLabOne: Procedure {
  package static let name = "gitlab.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers an account at GitLab, without its secrets"

  package static func access(_ input: GitLabInput) -> Access { .subject(.gitProvider(input.gitlabId), .read) }

  package static func run(_ input: GitLabInput, _ call: Call) async throws -> AccountAnswer<GitLabRow> {
    answer(try await ProviderCalls.one(input.gitlabId, .gitlab, call), call)
  }

  static func answer(_ provider: GitProvider, _ call: Call) -> AccountAnswer<GitLabRow> {
    AccountAnswer(
      GitLabRow(provider, isConfigured: ProviderAPIs.isConnected(provider)),
      gitProvider: ProviderCalls.row(provider, call))
  }
}
