package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
package import SlipwayProviders
import SlipwayStore

/// What every kind's procedures do alike with an account at a git provider.
package enum ProviderCalls {
  /// How many pages are joined where the published API answers all at once.
  private static let mostPages = 20

  package static func one(_ id: ID<GitProvider>, _ call: Call) async throws -> GitProvider {
    try await call.store.read { try $0.gitProviders.one(id) }
  }

  /// - Throws: ``SlipwayError`` `notFound` for one of another kind.
  package static func one(
    _ id: ID<GitProvider>, _ kind: ProviderKind, _ call: Call
  ) async throws -> GitProvider {
    let provider = try await one(id, call)
    guard provider.kind == kind else { throw SlipwayError.notFound("Git provider") }
    return provider
  }

  package static func row(_ provider: GitProvider, _ call: Call) -> GitProviderRow {
    GitProviderRow(provider, for: call.caller?.user.id, isConfigured: ProviderAPIs.isConnected(provider))
  }

  /// Those of the organisation that whoever asks may use, newest first.
  package static func usable(_ call: Call) async throws -> [GitProvider] {
    let organization = try call.organization()
    let (user, runs) = (try call.user().id, call.caller?.role.isAtLeast(.admin) ?? false)
    return try await call.store.read { try $0.gitProviders.all(in: organization) }
      .filter { $0.isUsable(by: user, runsOrganization: runs) }
  }

  /// A part of what an account sees.
  package static func repositories(
    _ provider: GitProvider, search: String, page: Int, _ call: Call
  ) async throws -> ProviderPageRow<ProviderRepositoryRow> {
    let found = try await call.engine.providers.ask(provider) {
      try await $0.repositories(search: search, page: max(1, page))
    }
    return ProviderPageRow(items: found.items.map(row), nextPage: found.next)
  }

  package static func branches(
    _ provider: GitProvider, of path: RepositoryPath, search: String, page: Int, _ call: Call
  ) async throws -> ProviderPageRow<ProviderBranchRow> {
    let found = try await call.engine.providers.ask(provider) {
      try await $0.branches(of: path, search: search, page: max(1, page))
    }
    return ProviderPageRow(
      items: found.items.map { ProviderBranchRow(name: $0.name, commit: $0.commit, isProtected: $0.isProtected) },
      nextPage: found.next)
  }

  /// All that an account sees, as far as anybody would scroll.
  package static func allRepositories(_ provider: GitProvider, _ call: Call) async throws -> [ProviderRepositoryRow] {
    try await all { try await repositories(provider, search: "", page: $0, call) }
  }

  package static func allBranches(
    _ provider: GitProvider, of path: RepositoryPath, _ call: Call
  ) async throws -> [ProviderBranchRow] {
    try await all { try await branches(provider, of: path, search: "", page: $0, call) }
  }

  /// Asks the account for what it sees.
  /// - Returns: the sentence of the published API.
  package static func test(_ provider: GitProvider, _ call: Call) async throws -> String {
    let count = try await allRepositories(provider, call).count
    return "Found \(count) repositories"
  }

  /// The code of a service is somebody's to choose: an account that nobody shared is its creator's and the owner's.
  /// - Throws: ``SlipwayError`` `forbidden`.
  package static func checkUse(_ id: ID<GitProvider>?, _ call: Call) async throws {
    guard let id else { return }
    try await call.store.read { try ProviderUse.check(id, call, $0) }
  }

  private static func row(_ repository: ProviderRepository) -> ProviderRepositoryRow {
    ProviderRepositoryRow(
      id: repository.id, owner: repository.path.owner, name: repository.path.name, url: repository.url,
      isPrivate: repository.isPrivate, defaultBranch: repository.defaultBranch)
  }

  private static func all<Item: Sendable>(
    _ page: (Int) async throws -> ProviderPageRow<Item>
  ) async throws -> [Item] {
    var (items, next): ([Item], Int?) = ([], 1)
    while let number = next, number <= mostPages {
      let present = try await page(number)
      items += present.items
      next = present.nextPage
    }
    return items
  }
}
