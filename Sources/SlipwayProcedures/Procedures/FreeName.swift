import SlipwayCore
import SlipwayStore

/// The Docker-level names of what is new.
enum FreeName {
  /// The suffix is random: a second try is all that a collision needs.
  /// - Throws: ``SlipwayError`` `conflict` naming `appName`.
  static func find(typed: String, _ tx: Transaction) throws -> String {
    for _ in 0..<5 {
      let candidate = try AppName.make(from: typed)
      if try !tx.deployables.appNameExists(candidate) { return candidate }
    }
    throw SlipwayError(.conflict, "appName: '\(typed)' is taken; choose another", details: ["appName": "is taken"])
  }
}
