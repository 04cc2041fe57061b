import SlipwayAnswers
import SlipwayCore

/// Lists all repositories that an account at Bitbucket sees, as the published API writes them.
package enum BitbucketGetRepositories: Procedure {
  /// A repository.
  package struct Item: Codable, Sendable {
    /// Who has it.
    package struct Owner: Codable, Sendable {
      package var username: String
    }

    package var name: String
    package var url: String
    package var slug: String
    package var owner: Owner
  }

  package static let name = "bitbucket.getBitbucketRepositories"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the repositories that an account at Bitbucket sees"

  package static func access(_ input: BitbucketInput) -> Access { .subject(.gitProvider(input.bitbucketId), .read) }

  package static func run(_ input: BitbucketInput, _ call: Call) async throws -> [Item] {
    let provider = try await ProviderCalls.one(input.bitbucketId, .bitbucket, call)
    return try await ProviderCalls.allRepositories(provider, call).map {
      Item(name: $0.name, url: $0.url, slug: $0.name, owner: .init(username: $0.owner))
    }
  }
}
