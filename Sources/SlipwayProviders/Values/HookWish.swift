package import SlipwayCore

/// A webhook that a repository shall have at its provider.
package struct HookWish: Sendable, Hashable {
  /// Where the provider sends what happened; a hook with this address is ours.
  package var url: String
  /// What it signs with.
  package var secret: Secret

  package init(url: String, secret: Secret) {
    self.url = url
    self.secret = secret
  }
}

/// What became of a ``HookWish``.
package enum HookOutcome: String, Sendable, Hashable, Codable {
  /// The provider's app sends for all repositories; there is nothing to make.
  case notNeeded
  case created
  /// It was there, and not as it should be.
  case repaired
  case unchanged
}
