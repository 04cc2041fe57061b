import Crypto
import Foundation
package import SlipwayCore

/// What Slipway is to a provider that lets people give it a part of their rights: an application with a number and a
/// secret, and the two addresses that it is spoken to at (RFC 6749, with PKCE of RFC 7636).
package struct OAuthApplication: Sendable {
  /// Where the person's browser is sent.
  package var authorizeURL: String
  /// Where this server exchanges and renews.
  package var tokenURL: String
  /// Where tokens are taken back (RFC 7009); `nil` where the provider has no such place.
  package var revokeURL: String?
  package var clientID: String
  package var clientSecret: Secret
  package var redirectURI: String
  /// Separated by spaces.
  package var scope: String

  package init(
    authorizeURL: String, tokenURL: String, revokeURL: String?, clientID: String, clientSecret: Secret,
    redirectURI: String, scope: String
  ) {
    self.authorizeURL = authorizeURL
    self.tokenURL = tokenURL
    self.revokeURL = revokeURL
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.redirectURI = redirectURI
    self.scope = scope
  }

  /// Where the person says yes or no.
  /// - Parameters:
  ///   - state: comes back with the answer.
  ///   - verifier: stays here until then; only its digest goes along.
  package func address(state: Secret, verifier: Secret) -> String {
    let query = [
      ("client_id", clientID), ("redirect_uri", redirectURI), ("response_type", "code"), ("scope", scope),
      ("state", state.reveal()), ("code_challenge", Self.challenge(of: verifier)), ("code_challenge_method", "S256"),
    ]
    return authorizeURL + "?" + query.map { "\($0.0)=\($0.1.percentEncoded)" }.joined(separator: "&")
  }

  static func challenge(of verifier: Secret) -> String {
    Data(SHA256.hash(data: Data(verifier.reveal().utf8))).base64URL
  }
}

/// An account that a person gives access to by OAuth.
package protocol OAuthProviderAPI: ProviderAPI {
  /// - Returns: `nil` while the application's number or secret is missing.
  static func application(of provider: GitProvider) -> OAuthApplication?
  /// Whose account it is.
  func username() async throws -> String
}
