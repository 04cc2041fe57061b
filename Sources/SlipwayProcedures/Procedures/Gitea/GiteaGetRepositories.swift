import SlipwayAnswers
import SlipwayCore

/// Lists all repositories that an account at Gitea sees, as the published API writes them.
package enum GiteaGetRepositories: Procedure {
  /// A repository.
  package struct Item: Codable, Sendable {
    /// Who has it.
    package struct Owner: Codable, Sendable {
      package var username: String
    }

    package var id: Int
    package var name: String
    package var url: String
    package var owner: Owner
  }

  package static let name = "gitea.getGiteaRepositories"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the repositories that an account at Gitea sees"

  package static func access(_ input: GiteaInput) -> Access { .subject(.gitProvider(input.giteaId), .read) }

  package static func run(_ input: GiteaInput, _ call: Call) async throws -> [Item] {
    let provider = try await ProviderCalls.one(input.giteaId, .gitea, call)
    return try await ProviderCalls.allRepositories(provider, call).map {
      Item(id: Int($0.id) ?? 0, name: $0.name, url: $0.url, owner: .init(username: $0.owner))
    }
  }
}
