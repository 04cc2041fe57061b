import Foundation
package import SlipwayCore

/// The way into an account that a person gave by OAuth: an access token for a while, and a refresh token that works once.
/// Of all processes on a database, one renews at a time; the others wait for what it gets.
package struct OAuthAccess: Sendable {
  /// How long a token must still last to be used.
  private static let margin = 300.0
  /// How long somebody who renews is waited for.
  private static let patience = 45.0
  let session: ProviderSession
  let application: OAuthApplication
  private let latest: LatestAccount

  package init(_ session: ProviderSession, _ application: OAuthApplication) {
    self.session = session
    self.application = application
    latest = LatestAccount(session.provider)
  }

  private var title: String { session.provider.kind.title }

  /// A token that lasts for another while.
  package func token() async throws -> Secret {
    if let present = usable(latest.value, refused: nil) { return present }
    return try await renew(refused: nil)
  }

  /// Exchanges the code that the person came back with.
  package func exchange(code: Secret, verifier: Secret) async throws -> OAuthTokens {
    try await ask([
      ("grant_type", Secret("authorization_code")), ("code", code), ("code_verifier", verifier),
      ("redirect_uri", Secret(application.redirectURI)),
    ])
  }

  /// Takes back both tokens; what the provider does not know any more is gone already.
  package func revoke() async throws {
    guard let url = application.revokeURL else { return }
    let secrets = latest.value.secrets
    for token in [secrets.refreshToken, secrets.accessToken].compactMap({ $0 }) {
      let answer = try await session.http(
        ProviderRequest(url, form: client + [("token", token)]))
      guard answer.isSuccess || answer.status == 403 || answer.status == 404 else {
        throw ProviderAnswerFailure(title).failure(answer, "taking back the permission")
      }
    }
  }

  /// - Parameter refused: a token that the provider does not take, whatever its time says.
  /// - Returns: another one.
  func renew(refused: Secret?) async throws -> Secret {
    let claim = RandomText.identifier()
    let start = ContinuousClock.now
    while start.duration(to: .now) < .seconds(2 * Self.patience) {
      let now = session.now()
      let row = try await session.keep { provider in
        guard Self.usable(provider, refused: refused, now: now) == nil,
          (provider.account.renewal?.until ?? now) <= now
        else { return }
        provider.account.renewal = ProviderRenewal(claim: claim, until: now.addingTimeInterval(Self.patience))
      }
      latest.value = row
      if let fresh = Self.usable(row, refused: refused, now: now) { return fresh }
      if row.account.renewal?.claim == claim { return try await refresh(row, claim) }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw ProviderFailure(.unreachable, "The access to \(title) is being renewed elsewhere; try again in a minute.")
  }

  /// In a task of its own: what the provider hands out once has to be kept, although whoever asked has gone.
  private func refresh(_ row: GitProvider, _ claim: String) async throws -> Secret {
    try await Task { try await renewed(row, claim) }.value
  }

  private func renewed(_ row: GitProvider, _ claim: String) async throws -> Secret {
    do {
      guard let token = row.secrets.refreshToken else { throw ended }
      let tokens = try await ask([
        ("grant_type", Secret("refresh_token")), ("refresh_token", token),
        ("redirect_uri", Secret(application.redirectURI)),
      ])
      let now = session.now()
      let kept = try await session.keep { provider in
        // Tokens go only where they were given for, and not over what somebody connected meanwhile.
        guard provider.account.renewal?.claim == claim, provider.account.isSamePlace(as: row.account) else { return }
        tokens.keep(in: &provider, now: now)
      }
      latest.value = kept
      guard kept.secrets.accessToken == tokens.access else {
        throw ProviderFailure(
          .unreachable, "The account's settings were changed while its access was renewed; try again.")
      }
      return tokens.access
    } catch {
      _ = try? await session.keep { if $0.account.renewal?.claim == claim { $0.account.renewal = nil } }
      throw error
    }
  }

  private func ask(_ fields: [(String, Secret)]) async throws -> OAuthTokens {
    let answer = try await session.http(ProviderRequest(application.tokenURL, form: client + fields))
    if answer.isSuccess, let tokens = OAuthTokens(answer.json, now: session.now()) { return tokens }
    guard answer.isSuccess else { throw refusal(answer) }
    throw ProviderFailure(
      .unexpected, "\(title) did not answer with a token; check that its address leads to \(title) itself.")
  }

  private func refusal(_ answer: ProviderAnswer) -> ProviderFailure {
    switch answer.json["error"]?.stringValue {
    case "invalid_grant", "unauthorized_client": return ended
    case "invalid_client":
      return ProviderFailure(
        .revoked,
        "\(title) does not know this application: check its ID and secret in the provider's settings, then connect "
          + "again.")
    default: return ProviderAnswerFailure(title).failure(answer, "asking for a token")
    }
  }

  private var ended: ProviderFailure {
    ProviderFailure(
      .expired, "\(title) does not take this permission any more; connect the account again in Git providers.")
  }

  private var client: [(String, Secret)] {
    [("client_id", Secret(application.clientID)), ("client_secret", application.clientSecret)]
  }

  private func usable(_ provider: GitProvider, refused: Secret?) -> Secret? {
    Self.usable(provider, refused: refused, now: session.now())
  }

  private static func usable(_ provider: GitProvider, refused: Secret?, now: Date) -> Secret? {
    guard let token = provider.secrets.accessToken, !token.isEmpty, token != refused else { return nil }
    guard let end = provider.account.expiresAt else { return token }
    return end.timeIntervalSince(now) > margin ? token : nil
  }
}
