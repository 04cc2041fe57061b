package import SlipwayAnswers
package import SlipwayCore
import SlipwayProviders

/// Lists a part of the branches of a repository that an account sees.
package enum GitProviderBranches: Procedure {
  package struct Input: Codable, Sendable {
    package var gitProviderId: ID<GitProvider>
    package var owner: String
    package var repository: String
    /// A part of the name.
    package var search: String?
    package var page: Int?
  }

  package static let name = "gitProvider.branches"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the branches of a repository at a git provider, by page and a part of the name"

  package static func access(_ input: Input) -> Access { .subject(.gitProvider(input.gitProviderId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> ProviderPageRow<ProviderBranchRow> {
    let provider = try await ProviderCalls.one(input.gitProviderId, call)
    let path = try RepositoryPath(owner: input.owner, name: input.repository)
    let search = String((input.search ?? "").trimmingSpaces().prefix(200))
    return try await ProviderCalls.branches(provider, of: path, search: search, page: input.page ?? 1, call)
  }
}
