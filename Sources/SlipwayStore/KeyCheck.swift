import SlipwayCore

/// A sealed word in the database that tells whether the key is the one that its secrets are sealed with.
enum KeyCheck {
  private static let name = "key-check"
  private static let word = "slipway"

  /// Seals the word the first time, opens it ever after.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when the key is another one.
  static func verify(_ settings: Settings, _ secrets: SecretBox) throws {
    guard let sealed = try settings.value(name) else {
      try settings.set(name, try secrets.seal(word, context: "setting:\(name)"))
      return
    }
    guard (try? secrets.open(sealed, context: "setting:\(name)")) == word else {
      throw SlipwayError(
        .preconditionFailed,
        "The encryption key is not the one that this database's secrets are sealed with. Put the original "
          + "encryption key back; without it the stored secrets cannot be opened.")
    }
  }
}
