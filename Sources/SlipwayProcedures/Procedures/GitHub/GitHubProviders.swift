package import SlipwayAnswers
import SlipwayCore
import SlipwayProviders

/// Lists the GitHub apps that are installed and that whoever asks may use.
package enum GitHubProviders: Procedure {
  package static let name = "github.githubProviders"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the GitHub apps that are installed"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [GitHubAnswer] {
    try await ProviderCalls.usable(call).filter { $0.kind == .github && ProviderAPIs.isConnected($0) }.map {
      GitHubAnswer(app: GitHubRow($0, isConfigured: true), gitProvider: ProviderCalls.row($0, call))
    }
  }
}
