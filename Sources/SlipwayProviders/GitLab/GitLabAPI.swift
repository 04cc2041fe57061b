package import SlipwayCore

/// GitLab's REST API, version 4, of gitlab.com and of everybody's own: docs.gitlab.com/api/rest.
package struct GitLabAPI: OAuthProviderAPI {
  package static let kind = ProviderKind.gitlab
  static let pageSize = 50
  let session: ProviderSession
  let access: OAuthAccess?

  package init(_ session: ProviderSession) {
    self.session = session
    access = Self.application(of: session.provider).map { OAuthAccess(session, $0) }
  }

  package static func application(of provider: GitProvider) -> OAuthApplication? {
    let account = provider.account
    guard let clientID = account.clientID, !clientID.isEmpty, let secret = provider.secrets.clientSecret,
      !secret.isEmpty, !account.url.isEmpty
    else { return nil }
    return OAuthApplication(
      authorizeURL: account.url + "/oauth/authorize", tokenURL: account.reachedURL + "/oauth/token",
      revokeURL: account.reachedURL + "/oauth/revoke", clientID: clientID, clientSecret: secret,
      redirectURI: account.redirectURI ?? "", scope: "api read_user read_repository")
  }

  package static func isConnected(_ provider: GitProvider) -> Bool {
    application(of: provider) != nil && provider.secrets.accessToken.map { !$0.isEmpty } == true
  }

  // MARK: Lists

  package func repositories(search: String, page: Int) async throws -> ProviderPage<ProviderRepository> {
    let groups = self.groups
    var query = [
      ("membership", "true"), ("order_by", "last_activity_at"), ("per_page", String(Self.pageSize)),
      ("page", String(page)),
    ]
    if !search.isEmpty { query.append(("search", search)) }
    let answer = try await calls().send(url("/projects", query), doing: "listing the projects")
    let rows = try GitLabValues.rows(answer)
    let items = rows.filter { GitLabValues.isWanted($0, groups: groups) }.compactMap(GitLabValues.repository)
    return ProviderPage(items: items, next: GitLabValues.next(answer))
  }

  package func repository(_ path: RepositoryPath) async throws -> ProviderRepository {
    let answer = try await calls().send(project(path), doing: "looking at \(path.full)")
    if let location = answer.headers["location"], let number = GitLabValues.number(of: location) {
      let moved = try await calls().send(url("/projects/\(number)"), doing: "looking at \(path.full)")
      throw renamed(path, to: GitLabValues.repository(moved.json)?.path.full)
    }
    guard let found = GitLabValues.repository(answer.json) else { throw GitLabValues.unexpected }
    guard found.path.full.lowercased() == path.full.lowercased() else { throw renamed(path, to: found.path.full) }
    return found
  }

  package func branches(of path: RepositoryPath, search: String, page: Int) async throws
    -> ProviderPage<ProviderBranch>
  {
    var query = [("per_page", String(Self.pageSize)), ("page", String(page))]
    if !search.isEmpty { query.append(("search", search)) }
    let answer = try await send(project(path, "/repository/branches", query), on: path, doing: "listing the branches")
    return ProviderPage(
      items: try GitLabValues.rows(answer).compactMap(GitLabValues.branch), next: GitLabValues.next(answer))
  }

  // MARK: Access

  package func cloneAccess(to path: RepositoryPath) async throws -> CloneAccess {
    try await look(at: path)
    let token = try await connected().token()
    return CloneAccess(
      url: "\(session.provider.account.reachedURL)/\(path.full).git", username: "oauth2", password: token)
  }

  /// - Parameter username: the account's name, or `id:` and its number where an event has no more.
  package func permission(of username: String, on path: RepositoryPath) async throws -> ProviderPermission {
    guard let number = try await number(of: username) else { return .none }
    let answer = try await calls().answer("GET", project(path, "/members/all/\(number)"))
    guard answer.status != 404 else { return .none }
    guard answer.isSuccess else { throw failure(answer, "asking what \(username.prefix(100)) may do") }
    return GitLabValues.permission(answer.json["access_level"]?.wholeNumber ?? 0)
  }

  private func number(of username: String) async throws -> Int? {
    if username.hasPrefix("id:") { return Int(username.dropFirst(3)) }
    let found = try await calls().send(
      url("/users", [("username", username)]), doing: "asking for the account \(username.prefix(100))")
    let user = try GitLabValues.rows(found).first {
      $0["username"]?.stringValue?.lowercased() == username.lowercased()
    }
    return user?["id"]?.wholeNumber
  }

  package func username() async throws -> String {
    let answer = try await calls().send(url("/user"), doing: "asking whose account it is")
    guard let name = answer.json["username"]?.stringValue else { throw GitLabValues.unexpected }
    return String(name.prefix(200))
  }

  /// Before git is let in: what git would say of a token that ended, and of a repository that is gone, is the same.
  private func look(at path: RepositoryPath) async throws {
    do {
      _ = try await repository(path)
    } catch let failure as ProviderFailure where failure.isPassing {}
  }

  package func revoke() async throws { try await access?.revoke() }

  // MARK: Requests

  /// Which groups' projects are listed; empty for all that the account is a member of.
  private var groups: [String] {
    (session.provider.account.groups ?? "").split(separator: ",").map { $0.trimmingSpaces().lowercased() }
      .filter { !$0.isEmpty }
  }

  func connected() throws -> OAuthAccess {
    guard let access else {
      throw ProviderFailure(.revoked, "The account at GitLab is not connected yet; connect it in Git providers.")
    }
    return access
  }

  func calls() throws -> OAuthCalls { OAuthCalls(access: try connected()) }

  func url(_ path: String, _ query: [(String, String)] = []) -> String {
    let pairs = query.map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&")
    return session.provider.account.reachedURL + "/api/v4" + path + (pairs.isEmpty ? "" : "?" + pairs)
  }

  func project(_ path: RepositoryPath, _ rest: String = "", _ query: [(String, String)] = []) -> String {
    url("/projects/" + path.full.percentEncoded + rest, query)
  }

  func failure(_ answer: ProviderAnswer, _ what: String) -> ProviderFailure {
    ProviderAnswerFailure("GitLab").failure(answer, what)
  }

  /// A request below a project: what is answered for a project that was moved is its new name.
  func send(
    _ url: String, _ method: String = "GET", json: JSONValue? = nil, on path: RepositoryPath, doing what: String
  ) async throws -> ProviderAnswer {
    let answer = try await calls().answer(method, url, json)
    if answer.isSuccess { return answer }
    // GET is led on; everything else is refused with the words that the project was moved.
    if (300..<400).contains(answer.status) || answer.status == 405 || answer.status == 404 {
      _ = try await repository(path)
    }
    throw failure(answer, "\(what) of \(path.full)")
  }

  private func renamed(_ path: RepositoryPath, to name: String?) -> ProviderFailure {
    guard let name else {
      return ProviderFailure(.missing, "\(path.full) was moved at GitLab, and this account does not see where to.")
    }
    return ProviderFailure(
      .renamed(to: name), "\(path.full) is called \(name) at GitLab now; choose it again in the source's settings.")
  }
}
