import SlipwayAnswers
import SlipwayCore

/// Lists all repositories that a GitHub app sees, as GitHub writes them.
package enum GitHubGetRepositories: Procedure {
  /// A repository in GitHub's words.
  package struct Item: Codable, Sendable {
    /// Who has it.
    package struct Owner: Codable, Sendable {
      package var login: String
    }

    package var id: Int
    package var name: String
    package var full_name: String
    package var owner: Owner
    package var html_url: String
    package var `private`: Bool
    package var default_branch: String?
  }

  package static let name = "github.getGithubRepositories"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the repositories that a GitHub app sees"

  package static func access(_ input: GitHubInput) -> Access { .subject(.gitProvider(input.githubId), .read) }

  package static func run(_ input: GitHubInput, _ call: Call) async throws -> [Item] {
    let provider = try await ProviderCalls.one(input.githubId, .github, call)
    return try await ProviderCalls.allRepositories(provider, call).map {
      Item(
        id: Int($0.id) ?? 0, name: $0.name, full_name: $0.fullName, owner: Item.Owner(login: $0.owner),
        html_url: $0.url, private: $0.isPrivate, default_branch: $0.defaultBranch)
    }
  }
}
