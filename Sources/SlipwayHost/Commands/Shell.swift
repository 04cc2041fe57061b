/// How words get through the shell that stands at the other end of an SSH connection: the only place that quotes for one.
package enum Shell {
  private static let quoteMark = UInt8(ascii: "'")
  private static let backslash = UInt8(ascii: "\\")

  /// The word as whatever shell reads it back, fish among them: what is not plain stands in single quotes, but for the two
  /// characters that shells read differently there.
  package static func quote(_ word: String) -> String {
    guard !word.isEmpty else { return "''" }
    guard !word.utf8.allSatisfy(isPlain) || word.utf8.first == UInt8(ascii: "=") else { return word }
    var quoted: [UInt8] = []
    var isOpen = false
    for byte in word.utf8 {
      let standsOutside = byte == quoteMark || byte == backslash
      if standsOutside == isOpen {
        quoted.append(quoteMark)
        isOpen.toggle()
      }
      if standsOutside { quoted.append(backslash) }
      quoted.append(byte)
    }
    if isOpen { quoted.append(quoteMark) }
    return String(decoding: quoted, as: UTF8.self)
  }

  /// The words as one line.
  package static func line(_ words: [String]) -> String { words.map(quote).joined(separator: " ") }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "/-_.=,:@".utf8.contains(byte)
    }
  }
}
