/// Random text from the system's cryptographically secure generator.
package enum RandomText {
  private static let urlSafe = Array("useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict")
  private static let lowercase = Array("abcdefghijklmnopqrstuvwxyz0123456789")
  private static let base62 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

  /// 21 characters of a 64-letter alphabet: 126 bits.
  package static func identifier() -> String { pick(21, from: urlSafe) }

  /// A token that may stand in a URL: 43 base62 characters, 256 bits.
  package static func token() -> String { pick(43, from: base62) }

  /// The suffix of an application's name: `count` lowercase letters and digits.
  package static func suffix(_ count: Int = 6) -> String { pick(count, from: lowercase) }

  private static func pick(_ count: Int, from alphabet: [Character]) -> String {
    var generator = SystemRandomNumberGenerator()
    return String((0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
  }
}
