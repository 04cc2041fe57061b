package import SlipwayAnswers
package import SlipwayCore

/// Lists a part of the repositories that an account sees.
package enum GitProviderRepositories: Procedure {
  package struct Input: Codable, Sendable {
    package var gitProviderId: ID<GitProvider>
    /// A part of the name.
    package var search: String?
    package var page: Int?
  }

  package static let name = "gitProvider.repositories"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the repositories of a git provider, by page and a part of the name"

  package static func access(_ input: Input) -> Access { .subject(.gitProvider(input.gitProviderId), .read) }

  package static func run(_ input: Input, _ call: Call) async throws -> ProviderPageRow<ProviderRepositoryRow> {
    let provider = try await ProviderCalls.one(input.gitProviderId, call)
    let search = String((input.search ?? "").trimmingSpaces().prefix(200))
    return try await ProviderCalls.repositories(provider, search: search, page: input.page ?? 1, call)
  }
}
