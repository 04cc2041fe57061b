package import SlipwayAnswers
import SlipwayCore
import SlipwayProviders

/// Lists the accounts at Gitea that are connected and that whoever asks may use.
package enum GiteaProviders: Procedure {
  package static let name = "gitea.giteaProviders"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the accounts at Gitea that are connected"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> [AccountAnswer<GiteaRow>] {
    try await ProviderCalls.usable(call).filter { $0.kind == .gitea && ProviderAPIs.isConnected($0) }.map {
      GiteaOne.answer($0, call)
    }
  }
}
