import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayHost
package import SlipwayProviders
import SlipwayStore

/// What the procedures of accounts that a person gives access to by OAuth do alike.
package enum OAuthAccounts {
  /// Where the person goes to say yes.
  package struct Departure: Codable, Sendable {
    package var url: String
  }

  /// What was typed of an account; what is `nil` stays.
  struct Typed {
    var url: String?
    var internalURL: String?
    var clientID: String?
    var clientSecret: String?
    var redirectURI: String?
  }

  /// Writes what was typed into an account. Tokens and the secret are of one application at one place: they go when that
  /// changes.
  /// - Parameter word: how the published API begins the names: `gitlab`.
  static func apply(_ typed: Typed, to provider: inout GitProvider, word: String, _ call: Call) throws {
    let before = provider.account
    if let url = try ProviderAddress.normalize(typed.url, field: "\(word)Url") { provider.account.url = url }
    if typed.internalURL != nil {
      provider.account.internalURL = try ProviderAddress.normalize(typed.internalURL, field: "\(word)InternalUrl")
    }
    if let client = typed.clientID { provider.account.clientID = try plain(client, field: clientField(word)) }
    if let redirect = try ProviderAddress.normalize(typed.redirectURI, field: "redirectUri") {
      provider.account.redirectURI = redirect
    }
    let account = provider.account
    let isSame = account.reachedURL == before.reachedURL && account.clientID == before.clientID
    if !isSame, !before.url.isEmpty { forget(&provider.secrets) }
    if let secret = typed.clientSecret, !secret.isEmpty, secret != Secret.mask {
      provider.secrets.clientSecret = Secret(try plain(secret, field: word == "gitlab" ? "secret" : "clientSecret"))
    }
    if provider.secrets.webhookSecret == nil { provider.secrets.webhookSecret = Secret(RandomText.token()) }
  }

  private static func forget(_ secrets: inout ProviderSecrets) {
    secrets.clientSecret = nil
    secrets.accessToken = nil
    secrets.refreshToken = nil
  }

  private static func clientField(_ word: String) -> String { word == "gitlab" ? "applicationId" : "clientId" }

  static func plain(_ typed: String, field: String) throws -> String {
    let text = typed.trimmingSpaces()
    guard text.utf8.count <= 1000, text.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value < 127 }) else {
      throw SlipwayError.invalid(field, "must be one word as the provider shows it")
    }
    return text
  }

  /// Looks at where an account's server would be asked, before it is kept.
  static func check(_ provider: GitProvider, word: String, _ call: Call) async throws {
    let guardian = AddressGuard(code: call.engine.configuration)
    let field = provider.account.internalURL == nil ? "\(word)Url" : "\(word)InternalUrl"
    try await guardian.check(provider.account.reachedURL, field: field, mustExist: false)
  }

  /// Begins to connect an account: says where the person goes.
  static func depart(_ provider: GitProvider, _ type: any OAuthProviderAPI.Type, _ call: Call) async throws
    -> Departure
  {
    let ready = try await withRedirect(provider, call)
    guard let application = type.application(of: ready) else {
      throw SlipwayError(
        .preconditionFailed,
        "Type the ID and the secret of the application that you made at \(provider.kind.title) first.")
    }
    let state = try await ProviderDeparture.begin(
      provider.kind, name: provider.name, account: ready.account, provider: provider.id, call)
    return Departure(url: application.address(state: state, verifier: call.store.oauthVerifier(of: state)))
  }

  /// The address that the provider leads back to is the one that was told to it, or else this installation's.
  private static func withRedirect(_ provider: GitProvider, _ call: Call) async throws -> GitProvider {
    guard provider.account.redirectURI == nil else { return provider }
    let redirect = redirectURI(provider.kind, call)
    return try await call.store.write { tx in
      var row = try tx.gitProviders.one(provider.id)
      row.account.redirectURI = redirect
      try tx.gitProviders.update(row)
      return row
    }
  }

  /// What is told to the provider when the application is made there.
  package static func redirectURI(_ kind: ProviderKind, _ call: Call) -> String {
    "\(call.request.baseURL)/api/providers/\(kind.rawValue)/callback"
  }

  /// Believes the answer that somebody brings back: exchanges the code, and looks whose account it is.
  /// - Returns: a sentence for the person.
  package static func arrive(
    _ query: [String: String], _ type: any OAuthProviderAPI.Type, _ call: Call
  ) async throws -> String {
    let state = query["state"] ?? ""
    let intent = try await ProviderDeparture.arrive(state, type.kind, call)
    guard let id = intent.providerID else { throw SlipwayError.notFound("Git provider") }
    if let error = query["error"] { throw refusal(error, query["error_description"], type.kind) }
    guard let code = query["code"], !code.isEmpty else { throw SlipwayError.invalid("code", "is missing") }
    let provider = try await ProviderCalls.one(id, type.kind, call)
    guard let application = type.application(of: provider) else {
      throw SlipwayError(.preconditionFailed, "The application's settings were changed meanwhile; connect again.")
    }
    let (engine, now) = (call.engine, call.now())
    let session = ProviderSession(
      provider, http: engine.providers.http, tokens: ProviderTokens(), now: engine.now, keep: { _ in provider })
    do {
      let tokens = try await OAuthAccess(session, application).exchange(
        code: Secret(code), verifier: call.store.oauthVerifier(of: Secret(state)))
      var candidate = provider
      tokens.keep(in: &candidate, now: now)
      let seen = candidate
      let looking = ProviderSession(
        seen, http: engine.providers.http, tokens: ProviderTokens(), now: engine.now, keep: { _ in seen })
      let username = try await type.init(looking).username()
      try await keep(tokens, username, in: provider, call)
      return "\(provider.name) is connected as \(username): choose its repositories as the source of applications."
    } catch let failure as ProviderFailure {
      throw failure.slipwayError
    }
  }

  private static func keep(
    _ tokens: OAuthTokens, _ username: String, in asked: GitProvider, _ call: Call
  ) async throws {
    let now = call.now()
    try await call.store.write { tx in
      var row = try tx.gitProviders.one(asked.id)
      // Tokens go only where they were given for.
      guard row.account.isSamePlace(as: asked.account) else {
        throw SlipwayError(.conflict, "The account's settings were changed meanwhile; connect it again.")
      }
      tokens.keep(in: &row, now: now)
      row.account.username = username
      try tx.gitProviders.update(row)
      _ = try tx.gitProviders.setProblem(asked.id, nil)
    }
  }

  private static func refusal(_ error: String, _ description: String?, _ kind: ProviderKind) -> SlipwayError {
    guard error != "access_denied" else {
      return SlipwayError(.badRequest, "\(kind.title) was not given leave: nothing was connected.")
    }
    let said = (description ?? error).unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }
    return SlipwayError(
      .badRequest,
      "\(kind.title) refused to connect the account: \(String(String.UnicodeScalarView(said)).prefix(200))")
  }
}
