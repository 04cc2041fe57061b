package import Foundation

/// Somebody's word that they renew an account's tokens just now: a refresh token that works once must not be used by two
/// processes. It ends by itself, for whoever gave it may be gone.
package struct ProviderRenewal: Sendable, Hashable, Codable {
  /// Whose word it is; random.
  package var claim: String
  package var until: Date

  package init(claim: String, until: Date) {
    self.claim = claim
    self.until = until
  }
}
