package import SlipwayCore

/// Bitbucket Cloud's API, version 2.0: developer.atlassian.com/cloud/bitbucket/rest.
package struct BitbucketAPI: ProviderAPI {
  package static let kind = ProviderKind.bitbucket
  /// Where people find it.
  package static let address = "https://bitbucket.org"
  /// Where programs ask.
  package static let apiAddress = "https://api.bitbucket.org"
  static let pageSize = 50
  let session: ProviderSession
  let access: BitbucketAccess?

  package init(_ session: ProviderSession) {
    self.session = session
    access = BitbucketAccess(session.provider)
  }

  package static func isConnected(_ provider: GitProvider) -> Bool { BitbucketAccess(provider) != nil }

  // MARK: Lists

  package func repositories(search: String, page: Int) async throws -> ProviderPage<ProviderRepository> {
    var query = [("pagelen", String(Self.pageSize)), ("page", String(page)), ("sort", "name")]
    if !search.isEmpty { query.append(("q", BitbucketValues.filter(search))) }
    let account = session.provider.account
    let workspace = [account.workspace, account.username].compactMap { $0 }.first { !$0.isEmpty } ?? ""
    guard !workspace.isEmpty else {
      throw ProviderFailure(
        .refused, "Which workspace's repositories to list is not known; name it in the provider's settings.")
    }
    let answer = try await send(
      url("/repositories/\(workspace.percentEncoded)", query),
      doing: "listing the repositories of \(workspace.prefix(100))")
    return ProviderPage(
      items: try BitbucketValues.rows(answer).compactMap(BitbucketValues.repository),
      next: BitbucketValues.next(answer, page))
  }

  package func repository(_ path: RepositoryPath) async throws -> ProviderRepository {
    let answer = try await send(repo(path), doing: "looking at \(path.full)")
    guard let found = BitbucketValues.repository(answer.json) else { throw BitbucketValues.unexpected }
    guard found.path.full.lowercased() == path.full.lowercased() else {
      throw ProviderFailure(
        .renamed(to: found.path.full),
        "\(path.full) is called \(found.path.full) at Bitbucket now; choose it again in the source's settings.")
    }
    return found
  }

  package func branches(of path: RepositoryPath, search: String, page: Int) async throws
    -> ProviderPage<ProviderBranch>
  {
    var query = [("pagelen", String(Self.pageSize)), ("page", String(page)), ("sort", "name")]
    if !search.isEmpty { query.append(("q", BitbucketValues.filter(search))) }
    let answer = try await send(repo(path, "/refs/branches", query), doing: "listing the branches of \(path.full)")
    return ProviderPage(
      items: try BitbucketValues.rows(answer).compactMap(BitbucketValues.branch),
      next: BitbucketValues.next(answer, page))
  }

  // MARK: Access

  package func cloneAccess(to path: RepositoryPath) async throws -> CloneAccess {
    let access = try connected()
    // What git would say of a token that ended, and of a repository that is gone, is the same.
    do {
      _ = try await repository(path)
    } catch let failure as ProviderFailure where failure.isPassing {}
    return CloneAccess(
      url: "\(session.provider.account.reachedURL)/\(path.full).git", username: access.gitUsername,
      password: access.secret)
  }

  /// - Parameter username: the account's number at Atlassian, as the events of pull requests have it: a nickname may be
  ///   anybody's.
  package func permission(of username: String, on path: RepositoryPath) async throws -> ProviderPermission {
    let answer = try await answer(
      "GET", repo(path, "/permissions-config/users/\(username.percentEncoded)"))
    guard answer.status != 404 else { return .none }
    guard answer.isSuccess else { throw failure(answer, "asking what the author may do") }
    return BitbucketValues.permission(answer.json["permission"]?.stringValue ?? "")
  }

  /// Neither API tokens nor app passwords can be taken back by whoever uses them.
  package func revoke() async throws {}

  // MARK: Requests

  func connected() throws -> BitbucketAccess {
    guard let access else {
      throw ProviderFailure(
        .revoked, "The account at Bitbucket has no token; type an API token with its mail address in its settings.")
    }
    return access
  }

  func url(_ path: String, _ query: [(String, String)] = []) -> String {
    let pairs = query.map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&")
    let account = session.provider.account
    let base = account.internalURL ?? Self.apiAddress
    return base + "/2.0" + path + (pairs.isEmpty ? "" : "?" + pairs)
  }

  func repo(_ path: RepositoryPath, _ rest: String = "", _ query: [(String, String)] = []) -> String {
    url("/repositories/\(path.owner.percentEncoded)/\(path.name.percentEncoded)" + rest, query)
  }

  func failure(_ answer: ProviderAnswer, _ what: String) -> ProviderFailure {
    guard answer.status == 401 else { return ProviderAnswerFailure("Bitbucket").failure(answer, what) }
    return ProviderFailure(
      .revoked,
      "Bitbucket does not take the token, \(what): it ended or was taken back, or its mail address is another's. App "
        + "passwords work no more since June 2026. Make an API token with scopes and type it in the settings.")
  }

  func answer(_ method: String, _ url: String, _ json: JSONValue? = nil) async throws -> ProviderAnswer {
    let authorization = try connected().authorization
    guard let json else { return try await session.http(ProviderRequest(method, url, authorization: authorization)) }
    return try await session.http(ProviderRequest(method, url, authorization: authorization, json: json))
  }

  func send(
    _ url: String, _ method: String = "GET", json: JSONValue? = nil, doing what: String
  ) async throws -> ProviderAnswer {
    let answer = try await answer(method, url, json)
    guard answer.isSuccess else { throw failure(answer, what) }
    return answer
  }
}
