import SlipwayCore

/// A way past the real routes to one release: only a request that knows the nonce goes there, and its answer carries it.
package struct RouteProbe: Sendable, Hashable, Codable {
  /// The header of the request and of the answer.
  package static let header = "X-Slipway-Probe"
  /// Above every router that a person would write; a router's own default is the length of its rule.
  static let priority = 1_000_000

  /// The release.
  package var target: RouteTarget
  package var nonce: String

  /// A fresh nonce tells this version of the file from every one before it.
  package init(service target: RouteTarget, nonce: String = RandomText.suffix(24)) {
    self.target = target
    self.nonce = nonce
  }
}
