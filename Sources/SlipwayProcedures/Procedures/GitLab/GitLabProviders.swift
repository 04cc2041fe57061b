package import SlipwayAnswers
import SlipwayCore
import SlipwayProviders

/// Lists the accounts at GitLab that are connected and that whoever asks may use.
package enum GitLabProviders: Procedure {
  package static let name = "gitlab.gitlabProviders"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the accounts at GitLab that are connected"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [AccountAnswer<GitLabRow>] {
    try await ProviderCalls.usable(call).filter { $0.kind == .gitlab && ProviderAPIs.isConnected($0) }.map {
      GitLabOne.answer($0, call)
    }
  }
}
