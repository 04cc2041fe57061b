package import SlipwayAnswers
import SlipwayCore
import SlipwayProviders

/// Answers one GitHub app with the account that it makes.
package enum GitHubOne: Procedure {
  package static let name = "github.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a GitHub app, without its secrets"

  package static func access(_ input: GitHubInput) -> Access { .subject(.gitProvider(input.githubId), .read) }

  package static func run(_ input: GitHubInput, _ call: Call) async throws -> GitHubAnswer {
    let provider = try await ProviderCalls.one(input.githubId, .github, call)
    return GitHubAnswer(
      app: GitHubRow(provider, isConfigured: ProviderAPIs.isConnected(provider)),
      gitProvider: ProviderCalls.row(provider, call))
  }
}
