import SlipwayCore

extension TOMLReader {
  private static let escapes: [UInt8: UInt8] = [
    98: 8, 116: 9, 110: 10, 102: 12, 114: 13, 34: 34, 92: 92,
  ]

  /// A text in any of TOML's four kinds of quotes.
  mutating func readString() throws -> String {
    if take("\"\"\"") { return try readText(end: Array("\"\"\"".utf8), hasEscapes: true) }
    if take("'''") { return try readText(end: Array("'''".utf8), hasEscapes: false) }
    if take("\"") { return try readText(end: [34], hasEscapes: true) }
    position += 1
    return try readText(end: [39], hasEscapes: false)
  }

  private mutating func readText(end: [UInt8], hasEscapes: Bool) throws -> String {
    let isLong = end.count == 3
    var text: [UInt8] = []
    if isLong { _ = take("\n") || take("\r\n") }
    while let byte = next {
      if bytes[position...].starts(with: end) {
        position += end.count
        // Up to two quotes more belong to the text: `"""a""""` ends with one.
        for _ in 0..<2 where isLong && next == end[0] {
          text.append(end[0])
          position += 1
        }
        return String(decoding: text, as: UTF8.self)
      }
      guard isLong || byte != 10 else { break }
      position += 1
      guard hasEscapes, byte == 92 else {
        text.append(byte)
        continue
      }
      try readEscape(into: &text, isLong: isLong)
    }
    throw refused("a text has no end; its quotes are not closed")
  }

  private mutating func readEscape(into text: inout [UInt8], isLong: Bool) throws {
    guard let byte = next else { throw refused("a text has no end; its quotes are not closed") }
    position += 1
    if let plain = Self.escapes[byte] {
      text.append(plain)
    } else if byte == 117 || byte == 85 {
      text += try readCodePoint(digits: byte == 117 ? 4 : 8)
    } else if isLong, [9, 10, 13, 32].contains(byte) {
      // A backslash at the end of a line joins it with the next word.
      while let space = next, [9, 10, 13, 32].contains(space) { position += 1 }
    } else if isLong {
      // Published templates keep scripts in long texts, and their `\$` is the script's.
      text += [92, byte]
    } else {
      throw refused("'\\\(Character(UnicodeScalar(byte)))' means nothing; write two backslashes for one")
    }
  }

  private mutating func readCodePoint(digits: Int) throws -> [UInt8] {
    let code = String(decoding: bytes[position...].prefix(digits), as: UTF8.self)
    guard code.utf8.count == digits, let number = UInt32(code, radix: 16), let scalar = UnicodeScalar(number) else {
      throw refused("'\\\(digits == 4 ? "u" : "U")\(code)' names no character")
    }
    position += digits
    return Array(String(Character(scalar)).utf8)
  }
}
