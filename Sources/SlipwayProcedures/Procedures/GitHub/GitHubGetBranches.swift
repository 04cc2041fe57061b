import SlipwayAnswers
package import SlipwayCore
import SlipwayProviders

/// Lists all branches of a repository that a GitHub app sees, as GitHub writes them.
package enum GitHubGetBranches: Procedure {
  package struct Input: Codable, Sendable {
    package var repo: String
    package var owner: String
    package var githubId: ID<GitProvider>?
  }

  /// A branch in GitHub's words.
  package struct Item: Codable, Sendable {
    /// Its newest commit.
    package struct Commit: Codable, Sendable {
      package var sha: String
    }

    package var name: String
    package var commit: Commit
    package var protected: Bool
  }

  package static let name = "github.getGithubBranches"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the branches of a repository that a GitHub app sees"

  package static func access(_ input: Input) -> Access {
    guard let id = input.githubId, !id.rawValue.isEmpty else { return .organization(.member) }
    return .subject(.gitProvider(id), .read)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> [Item] {
    guard let id = input.githubId, !id.rawValue.isEmpty else {
      throw SlipwayError.invalid("githubId", "is needed: which GitHub app is asked")
    }
    let provider = try await ProviderCalls.one(id, .github, call)
    let path = try RepositoryPath(owner: input.owner, name: input.repo)
    return try await ProviderCalls.allBranches(provider, of: path, call).map {
      Item(name: $0.name, commit: Item.Commit(sha: $0.commit), protected: $0.isProtected)
    }
  }
}
