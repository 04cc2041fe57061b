/// The versions that clients ask for.
package enum PublishedVersion {
  /// The version of Dokploy whose API this is: clients compare it.
  package static let compatible = "v0.30.2"
  /// Slipway's own.
  package static let own = "0.1.0"
}
