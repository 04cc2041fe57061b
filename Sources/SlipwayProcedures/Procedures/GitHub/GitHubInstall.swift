import SlipwayCore
import SlipwayProviders

/// Begins to install a GitHub app for repositories: says where its owner chooses them.
package enum GitHubInstall: Procedure {
  package struct Output: Codable, Sendable {
    package var url: String
  }

  package static let name = "github.install"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Begins to install a GitHub app: where its owner chooses repositories"

  package static func access(_ input: GitHubInput) -> Access { .subject(.gitProvider(input.githubId), .write) }

  package static func run(_ input: GitHubInput, _ call: Call) async throws -> Output {
    let provider = try await ProviderCalls.one(input.githubId, .github, call)
    let state = try await ProviderDeparture.begin(
      .github, name: provider.name, account: provider.account, provider: provider.id, call)
    guard let url = GitHubManifest.installation(provider.account, state: state) else {
      throw SlipwayError(.preconditionFailed, "GitHub has not made this app yet: delete it here, and begin again.")
    }
    return Output(url: url)
  }
}
