import Foundation
package import SlipwayCore

/// Gitea's API, which Forgejo shares: docs.gitea.com/api.
package struct GiteaAPI: OAuthProviderAPI {
  package static let kind = ProviderKind.gitea
  /// As large as a page may be where nobody changed it.
  static let pageSize = 50
  /// What is asked for when nothing else was typed.
  package static let scope = "read:user read:organization write:repository write:issue"
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
    let scopes = (account.scopes ?? "").split { ", ".contains($0) }.joined(separator: " ")
    return OAuthApplication(
      authorizeURL: account.url + "/login/oauth/authorize",
      tokenURL: account.reachedURL + "/login/oauth/access_token",
      // Gitea has no such place: the person takes it back in the settings there.
      revokeURL: nil, clientID: clientID, clientSecret: secret, redirectURI: account.redirectURI ?? "",
      scope: scopes.isEmpty ? scope : scopes)
  }

  package static func isConnected(_ provider: GitProvider) -> Bool {
    application(of: provider) != nil && provider.secrets.accessToken.map { !$0.isEmpty } == true
  }

  // MARK: Lists

  package func repositories(search: String, page: Int) async throws -> ProviderPage<ProviderRepository> {
    let paging = [("limit", String(Self.pageSize)), ("page", String(page))]
    let organization = session.provider.account.workspace ?? ""
    guard search.isEmpty else { return try await found(search, paging, organization) }
    let place = organization.isEmpty ? "/user/repos" : "/orgs/\(organization.percentEncoded)/repos"
    let answer = try await calls().send(url(place, paging), doing: "listing the repositories")
    return ProviderPage(
      items: try GiteaValues.rows(answer.json).compactMap(GiteaValues.repository), next: answer.nextPage)
  }

  /// Only the search knows words. It finds everybody's public repositories, too: those that this account may not push to
  /// or read as its own are left out by its number.
  private func found(_ word: String, _ paging: [(String, String)], _ organization: String) async throws
    -> ProviderPage<ProviderRepository>
  {
    let user = try await calls().send(url("/user"), doing: "asking whose account it is")
    guard let number = user.json["id"]?.wholeNumber else { throw GiteaValues.unexpected }
    let answer = try await calls().send(
      url("/repos/search", [("q", word), ("uid", String(number))] + paging), doing: "looking for repositories")
    let items = try GiteaValues.rows(answer.json["data"] ?? .null).compactMap(GiteaValues.repository)
    let own = items.filter { organization.isEmpty || $0.path.owner.lowercased() == organization.lowercased() }
    return ProviderPage(items: own, next: answer.nextPage)
  }

  package func repository(_ path: RepositoryPath) async throws -> ProviderRepository {
    var answer = try await calls().send(repo(path), doing: "looking at \(path.full)")
    if let moved = GiteaValues.path(of: answer.headers["location"]), moved != path {
      answer = try await calls().send(repo(moved), doing: "looking at \(moved.full)")
    }
    guard let found = GiteaValues.repository(answer.json) else { throw GiteaValues.unexpected }
    guard found.path.full.lowercased() == path.full.lowercased() else {
      throw ProviderFailure(
        .renamed(to: found.path.full),
        "\(path.full) is called \(found.path.full) at Gitea now; choose it again in the source's settings.")
    }
    return found
  }

  /// Gitea knows no search in branches: pages are looked through for a word until one of ours is full.
  package func branches(of path: RepositoryPath, search: String, page: Int) async throws
    -> ProviderPage<ProviderBranch>
  {
    var (items, next, looked) = ([ProviderBranch](), Int?.some(page), 0)
    repeat {
      let query = [("limit", String(Self.pageSize)), ("page", String(next ?? page))]
      let answer = try await send(repo(path, "/branches", query), on: path, doing: "listing the branches")
      items += try GiteaValues.rows(answer.json).compactMap(GiteaValues.branch)
        .filter { search.isEmpty || $0.name.localizedCaseInsensitiveContains(search) }
      next = answer.nextPage
      looked += 1
    } while !search.isEmpty && items.count < Self.pageSize && next != nil && looked < 20
    return ProviderPage(items: items, next: next)
  }

  // MARK: Access

  package func cloneAccess(to path: RepositoryPath) async throws -> CloneAccess {
    try await look(at: path)
    let token = try await connected().token()
    return CloneAccess(
      url: "\(session.provider.account.reachedURL)/\(path.full).git", username: "oauth2", password: token)
  }

  package func permission(of username: String, on path: RepositoryPath) async throws -> ProviderPermission {
    let answer = try await calls().answer(
      "GET", repo(path, "/collaborators/\(username.percentEncoded)/permission"))
    guard answer.status != 404 else { return .none }
    guard answer.isSuccess else { throw failure(answer, "asking what \(username.prefix(100)) may do") }
    return GiteaValues.permission(answer.json["permission"]?.stringValue ?? "")
  }

  package func username() async throws -> String {
    let answer = try await calls().send(url("/user"), doing: "asking whose account it is")
    guard let name = answer.json["login"]?.stringValue else { throw GiteaValues.unexpected }
    return String(name.prefix(200))
  }

  /// Before git is let in: what git would say of a token that ended, and of a repository that is gone, is the same.
  private func look(at path: RepositoryPath) async throws {
    do {
      _ = try await repository(path)
    } catch let failure as ProviderFailure where failure.isPassing {}
  }

  package func revoke() async throws {}

  // MARK: Requests

  func connected() throws -> OAuthAccess {
    guard let access else {
      throw ProviderFailure(.revoked, "The account at Gitea is not connected yet; connect it in Git providers.")
    }
    return access
  }

  func calls() throws -> OAuthCalls { OAuthCalls(access: try connected()) }

  func url(_ path: String, _ query: [(String, String)] = []) -> String {
    let pairs = query.map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&")
    return session.provider.account.reachedURL + "/api/v1" + path + (pairs.isEmpty ? "" : "?" + pairs)
  }

  func repo(_ path: RepositoryPath, _ rest: String = "", _ query: [(String, String)] = []) -> String {
    url("/repos/\(path.owner.percentEncoded)/\(path.name.percentEncoded)" + rest, query)
  }

  func failure(_ answer: ProviderAnswer, _ what: String) -> ProviderFailure {
    ProviderAnswerFailure("Gitea").failure(answer, what)
  }

  /// A request below a repository: what is led elsewhere was renamed.
  func send(
    _ url: String, _ method: String = "GET", json: JSONValue? = nil, on path: RepositoryPath, doing what: String
  ) async throws -> ProviderAnswer {
    let answer = try await calls().answer(method, url, json)
    if answer.isSuccess { return answer }
    if (300..<400).contains(answer.status) || answer.status == 404 { _ = try await repository(path) }
    throw failure(answer, "\(what) of \(path.full)")
  }
}
