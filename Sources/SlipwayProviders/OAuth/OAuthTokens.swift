package import Foundation
package import SlipwayCore

/// What a token endpoint hands out.
package struct OAuthTokens: Sendable {
  package var access: Secret
  /// `nil` where the provider keeps the one that it was asked with.
  package var refresh: Secret?
  /// `nil` for a token without an end.
  package var expiresAt: Date?
  package var scope: String?

  /// - Returns: `nil` for what is no such answer.
  init?(_ answer: JSONValue, now: Date) {
    guard let token = answer["access_token"]?.stringValue, !token.isEmpty, token.utf8.count <= 8192 else {
      return nil
    }
    access = Secret(token)
    refresh = answer["refresh_token"]?.stringValue.flatMap { $0.isEmpty ? nil : Secret($0) }
    // By this machine's clock: the provider's may go otherwise.
    expiresAt = answer["expires_in"]?.wholeNumber.flatMap { $0 > 0 ? now.addingTimeInterval(Double($0)) : nil }
    scope = answer["scope"]?.stringValue
  }

  /// Writes them into an account.
  package func keep(in provider: inout GitProvider, now: Date) {
    provider.secrets.accessToken = access
    provider.secrets.refreshToken = refresh ?? provider.secrets.refreshToken
    provider.account.expiresAt = expiresAt
    provider.account.authenticatedAt = now
    provider.account.renewal = nil
    provider.problem = nil
  }
}
