package import SlipwayCore

/// GitHub as an app that was installed for some or all repositories of an account.
package struct GitHubAPI: ProviderAPI {
  package static let kind = ProviderKind.github
  private static let pageSize = 100
  /// How many pages are looked through for a name: GitHub has no search in an installation.
  private static let mostPages = 30
  let session: ProviderSession

  package init(_ session: ProviderSession) { self.session = session }

  package static func isConnected(_ provider: GitProvider) -> Bool {
    provider.account.installationID != nil && provider.secrets.privateKey?.isEmpty == false
  }

  package func repositories(search: String, page: Int) async throws -> ProviderPage<ProviderRepository> {
    let calls = try GitHubCalls(session)
    guard !search.isEmpty else { return try await repositories(calls, page) }
    return try await found(search, { $0.path.full }) { try await repositories(calls, $0) }
  }

  package func repository(_ path: RepositoryPath) async throws -> ProviderRepository {
    let calls = try GitHubCalls(session)
    do {
      let answer = try await calls.call(path.gitHub, what: path.full)
      guard let repository = Self.repository(answer.json) else { throw Self.unexpected }
      guard repository.path.full.lowercased() == path.full.lowercased() else { throw Self.renamed(path, repository) }
      return repository
    } catch let failure as ProviderFailure {
      guard case .renamed = failure.reason else { throw failure }
      throw try await renamed(path, calls)
    }
  }

  package func branches(
    of path: RepositoryPath, search: String, page: Int
  ) async throws -> ProviderPage<ProviderBranch> {
    let calls = try GitHubCalls(session)
    guard !search.isEmpty else { return try await branches(path, calls, page) }
    return try await found(search, \.name) { try await branches(path, calls, $0) }
  }

  package func cloneAccess(to path: RepositoryPath) async throws -> CloneAccess {
    let calls = try GitHubCalls(session)
    // Whether it is there, and under which name, before a token is made for it alone.
    let repository = try await repository(path)
    let wish: JSONValue = ["repositories": [.string(repository.path.name)], "permissions": ["contents": "read"]]
    let token = try await calls.newToken(wish, what: path.full)
    return CloneAccess(
      url: "\(calls.address.web)/\(repository.path.full).git", username: "x-access-token", password: token.secret,
      expiresAt: token.expiresAt)
  }

  /// The app's own webhook tells of every repository that it was installed for.
  package func ensureHook(_ wish: HookWish, on path: RepositoryPath) async throws -> HookOutcome {
    let calls = try GitHubCalls(session)
    let present = try await calls.callAsApp("/app/hook/config", what: "webhook of the app").json
    guard present["url"]?.stringValue != wish.url || present["content_type"]?.stringValue != "json" else {
      return .notNeeded
    }
    _ = try await calls.callAsApp(
      "/app/hook/config", by: "PATCH",
      json: [
        "url": .string(wish.url), "content_type": "json", "secret": .string(wish.secret.reveal()),
        "insecure_ssl": "0",
      ], what: "webhook of the app")
    return .repaired
  }

  package func removeHook(_ url: String, on path: RepositoryPath) async throws {}

  package func permission(of username: String, on path: RepositoryPath) async throws -> ProviderPermission {
    let calls = try GitHubCalls(session)
    do {
      let place = "\(path.gitHub)/collaborators/\(username.percentEncoded)/permission"
      let answer = try await calls.call(place, what: path.full).json
      return Self.permission(answer["role_name"]?.stringValue, answer["permission"]?.stringValue)
    } catch let failure as ProviderFailure where failure.reason == .missing {
      return .none
    }
  }

  package func revoke() async throws {
    guard let installation = session.provider.account.installationID else { return }
    do {
      _ = try await GitHubCalls(session).callAsApp("/app/installations/\(installation)", by: "DELETE", what: "app")
    } catch let failure as ProviderFailure where failure.reason == .missing {}
  }

  /// Walks pages until all of it is seen, for what GitHub cannot search itself.
  private func found<Item>(
    _ search: String, _ text: (Item) -> String, _ page: (Int) async throws -> ProviderPage<Item>
  ) async throws -> ProviderPage<Item> {
    var (items, next): ([Item], Int?) = ([], 1)
    while let number = next, number <= Self.mostPages, items.count < Self.pageSize {
      let present = try await page(number)
      items += present.items.filter { text($0).lowercased().contains(search.lowercased()) }
      next = present.next
    }
    return ProviderPage(items: items)
  }

  private func repositories(_ calls: GitHubCalls, _ page: Int) async throws -> ProviderPage<ProviderRepository> {
    let answer = try await calls.call(
      "/installation/repositories?per_page=\(Self.pageSize)&page=\(page)", what: "repositories")
    guard let items = answer.json["repositories"]?.arrayValue else { throw Self.unexpected }
    return ProviderPage(items: items.compactMap(Self.repository), next: answer.nextPage)
  }

  private func branches(
    _ path: RepositoryPath, _ calls: GitHubCalls, _ page: Int
  ) async throws -> ProviderPage<ProviderBranch> {
    let answer = try await calls.call(
      "\(path.gitHub)/branches?per_page=\(Self.pageSize)&page=\(page)", what: path.full)
    guard let items = answer.json.arrayValue else { throw Self.unexpected }
    let branches = items.compactMap { item -> ProviderBranch? in
      guard let name = item["name"]?.stringValue, let commit = item["commit"]?["sha"]?.stringValue else { return nil }
      return ProviderBranch(name: name, commit: commit, isProtected: item["protected"]?.isTrue ?? false)
    }
    return ProviderPage(items: branches, next: answer.nextPage)
  }

  /// GitHub leads from an old name to the repository's number; the installation's list says what it is called.
  private func renamed(_ path: RepositoryPath, _ calls: GitHubCalls) async throws -> ProviderFailure {
    let location = try await calls.location(of: path)
    guard let number = location.split(separator: "/").last.flatMap({ Int($0) }),
      let repository = Self.repository(try await calls.call("/repositories/\(number)", what: path.full).json)
    else { return ProviderFailure(.missing, "\(path.full) has another name at GitHub now: choose it again.") }
    return Self.renamed(path, repository)
  }

  private static func renamed(_ path: RepositoryPath, _ repository: ProviderRepository) -> ProviderFailure {
    ProviderFailure(
      .renamed(to: repository.path.full), "\(path.full) is called \(repository.path.full) at GitHub now: choose that."
    )
  }

  private static let unexpected = ProviderFailure(
    .unexpected, "What answers is no GitHub: check the address of the provider.")

  static func repository(_ item: JSONValue) -> ProviderRepository? {
    guard let id = item["id"]?.wholeNumber, let path = item["full_name"]?.stringValue.flatMap({ RepositoryPath($0) })
    else { return nil }
    return ProviderRepository(
      id: String(id), path: path, url: item["html_url"]?.stringValue ?? "",
      isPrivate: item["private"]?.isTrue ?? true, defaultBranch: item["default_branch"]?.stringValue)
  }

  private static func permission(_ role: String?, _ permission: String?) -> ProviderPermission {
    switch (role, permission) {
    case ("admin", _), (_, "admin"): .admin
    case ("maintain", _): .maintain
    case ("write", _), (_, "write"): .write
    case ("triage", _), ("read", _), (_, "read"): .read
    default: .none
    }
  }
}
