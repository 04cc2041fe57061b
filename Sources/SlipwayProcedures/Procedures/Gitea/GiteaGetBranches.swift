import SlipwayAnswers
package import SlipwayCore
import SlipwayProviders

/// Lists all branches of a repository that an account at Gitea sees.
package enum GiteaGetBranches: Procedure {
  package struct Input: Codable, Sendable {
    package var owner: String
    package var repositoryName: String
    package var giteaId: ID<GitProvider>?
  }

  /// A branch.
  package struct Item: Codable, Sendable {
    /// Its newest commit.
    package struct Commit: Codable, Sendable {
      package var id: String
    }

    package var name: String
    package var commit: Commit
  }

  package static let name = "gitea.getGiteaBranches"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the branches of a repository that an account at Gitea sees"

  package static func access(_ input: Input) -> Access {
    guard let id = input.giteaId, !id.rawValue.isEmpty else { return .organization(.member) }
    return .subject(.gitProvider(id), .read)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> [Item] {
    guard let id = input.giteaId, !id.rawValue.isEmpty else {
      throw SlipwayError.invalid("giteaId", "is needed: which account is asked")
    }
    let provider = try await ProviderCalls.one(id, .gitea, call)
    let path = try RepositoryPath(owner: input.owner, name: input.repositoryName)
    return try await ProviderCalls.allBranches(provider, of: path, call).map {
      Item(name: $0.name, commit: Item.Commit(id: $0.commit))
    }
  }
}
