import SlipwayAnswers
import SlipwayCore

/// Lists all repositories that an account at GitLab sees, as the published API writes them.
package enum GitLabGetRepositories: Procedure {
  /// A repository.
  package struct Item: Codable, Sendable {
    /// Who has it.
    package struct Owner: Codable, Sendable {
      package var username: String
    }

    package var id: Int
    package var name: String
    /// With its groups.
    package var url: String
    package var owner: Owner
  }

  package static let name = "gitlab.getGitlabRepositories"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the repositories that an account at GitLab sees"

  package static func access(_ input: GitLabInput) -> Access { .subject(.gitProvider(input.gitlabId), .read) }

  package static func run(_ input: GitLabInput, _ call: Call) async throws -> [Item] {
    let provider = try await ProviderCalls.one(input.gitlabId, .gitlab, call)
    return try await ProviderCalls.allRepositories(provider, call).map {
      Item(id: Int($0.id) ?? 0, name: $0.name, url: $0.fullName, owner: .init(username: $0.owner))
    }
  }
}
