import Foundation
import SlipwayCore

/// Requests to one GitHub as its app, or as an installation of that app.
struct GitHubCalls: Sendable {
  let session: ProviderSession
  let address: GitHubAddress

  /// - Throws: ``ProviderFailure`` for an account whose address is none.
  init(_ session: ProviderSession) throws {
    self.session = session
    do {
      address = try GitHubAddress(session.provider.account.url, allowsPlain: session.allowsPlain)
    } catch {
      throw ProviderFailure(.refused, (error as? SlipwayError)?.message ?? "\(error)")
    }
  }

  /// As the installation; a token that GitHub does not know any more is made anew once.
  func call(
    _ path: String, by method: String = "GET", json: JSONValue? = nil, what: String
  ) async throws -> ProviderAnswer {
    var answer = try await send(method, path, json, bearer: try await installationToken())
    if answer.status == 401 {
      await session.forgetTokens()
      answer = try await send(method, path, json, bearer: try await installationToken())
    }
    return try checked(answer, what)
  }

  /// Where GitHub leads from a name that is not used any more; empty when it leads nowhere.
  func location(of path: RepositoryPath) async throws -> String {
    let answer = try await send("GET", path.gitHub, nil, bearer: try await installationToken())
    return answer.headers["location"] ?? answer.json["url"]?.stringValue ?? ""
  }

  /// As the app itself.
  func callAsApp(
    _ path: String, by method: String = "GET", json: JSONValue? = nil, what: String
  ) async throws -> ProviderAnswer {
    try checked(try await send(method, path, json, bearer: try appToken()), what)
  }

  /// The token of an installation, as narrow as the wish says.
  /// - Parameter wish: `repositories` and `permissions`; `nil` for all that the installation may.
  func newToken(_ wish: JSONValue? = nil, what: String) async throws -> ProviderTokens.Token {
    guard let installation = session.provider.account.installationID else {
      throw ProviderFailure(
        .revoked, "The GitHub app is installed nowhere: install it from Settings → Git providers.")
    }
    let answer: ProviderAnswer
    do {
      answer = try await callAsApp(
        "/app/installations/\(installation)/access_tokens", by: "POST", json: wish, what: what)
    } catch let failure as ProviderFailure where failure.reason == .missing {
      throw ProviderFailure(
        .revoked, "The GitHub app was uninstalled: install it again from Settings → Git providers.")
    }
    guard let token = answer.json["token"]?.stringValue,
      let end = answer.json["expires_at"]?.stringValue.flatMap({ try? Date($0, strategy: .iso8601) })
    else { throw ProviderFailure(.unexpected, "GitHub gave no token for its app's installation.") }
    return ProviderTokens.Token(secret: Secret(token), expiresAt: end)
  }

  private func installationToken() async throws -> Secret {
    try await session.token("installation") { try await newToken(what: "app") }
  }

  private func appToken() throws -> Secret {
    let account = session.provider.account
    guard let issuer = account.clientID ?? account.appID.map(String.init),
      let key = session.provider.secrets.privateKey
    else { throw ProviderFailure(.revoked, "The GitHub app is not there: connect GitHub again.") }
    return try AppToken.make(issuer: issuer, key: key, now: session.now())
  }

  private func send(
    _ method: String, _ path: String, _ json: JSONValue?, bearer: Secret
  ) async throws -> ProviderAnswer {
    let authorization = Secret("Bearer " + bearer.reveal())
    var request =
      json.map { ProviderRequest(method, address.api + path, authorization: authorization, json: $0) }
      ?? ProviderRequest(method, address.api + path, authorization: authorization)
    request.headers["Accept"] = "application/vnd.github+json"
    request.headers["X-GitHub-Api-Version"] = "2022-11-28"
    return try await session.http(request)
  }

  private func checked(_ answer: ProviderAnswer, _ what: String) throws -> ProviderAnswer {
    if let failure = GitHubFailure(answer: answer, what: what, now: session.now()).failure { throw failure }
    return answer
  }
}

extension RepositoryPath {
  /// `/repos/owner/name`.
  var gitHub: String { "/repos/\(owner.percentEncoded)/\(name.percentEncoded)" }
}
