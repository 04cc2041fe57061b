import SlipwayCore

/// Goes through a TOML text from its start to its end: keys, values, and the space between them.
struct TOMLReader {
  /// Lists in lists in lists, tables in tables, and no further.
  static let maximumDepth = 32

  let bytes: [UInt8]
  var position = 0
  private let field: String

  init(_ text: String, field: String) {
    bytes = Array(text.utf8)
    self.field = field
  }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// - Returns: an error that names the line.
  func refused(_ problem: String) -> SlipwayError {
    let line = bytes.prefix(position).count { $0 == 10 } + 1
    return SlipwayError.invalid(field, "line \(line): \(problem)")
  }

  var tooDeep: SlipwayError { refused("lists or tables stand too deep in one another") }

  /// Takes the text if it stands here.
  mutating func take(_ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard bytes[position...].starts(with: wanted) else { return false }
    position += wanted.count
    return true
  }

  mutating func require(_ text: StaticString) throws {
    skipSpaces()
    guard take(text) else { throw refused("'\(text)' is missing") }
  }

  mutating func skipSpaces() {
    while next == 32 || next == 9 { position += 1 }
  }

  private mutating func skipComment() {
    guard next == 35 else { return }
    while let byte = next, byte != 10 { position += 1 }
  }

  /// Goes over spaces, comments and empty lines.
  /// - Returns: whether anything follows.
  mutating func skipToContent() -> Bool {
    while true {
      skipSpaces()
      skipComment()
      guard take("\n") || take("\r\n") else { return next != nil }
    }
  }

  mutating func requireEndOfLine() throws {
    skipSpaces()
    skipComment()
    guard next == nil || take("\n") || take("\r\n") else {
      throw refused("something follows where the line should end")
    }
  }

  /// `a.b."c d"`.
  mutating func readKey() throws -> [String] {
    var parts: [String] = []
    repeat {
      skipSpaces()
      if next == 34 || next == 39 {
        parts.append(try readString())
      } else {
        let start = position
        while let byte = next, Self.isBare(byte) { position += 1 }
        guard position > start else { throw refused("a key is missing") }
        parts.append(String(decoding: bytes[start..<position], as: UTF8.self))
      }
      skipSpaces()
      guard parts.count <= Self.maximumDepth else { throw tooDeep }
    } while take(".")
    return parts
  }

  mutating func readValue(depth: Int = 0) throws -> TOMLValue {
    skipSpaces()
    guard depth <= Self.maximumDepth else { throw tooDeep }
    switch next {
    case 34, 39: return .string(try readString())
    case 91: return .array(try readArray(depth: depth))
    case 123: return .table(try readInlineTable(depth: depth))
    default: return try readWord()
    }
  }

  private mutating func readArray(depth: Int) throws -> [TOMLValue] {
    position += 1
    var items: [TOMLValue] = []
    while true {
      guard skipToContent() else { throw refused("a list has no end") }
      if take("]") { return items }
      items.append(try readValue(depth: depth + 1))
      _ = skipToContent()
      if take(",") { continue }
      guard take("]") else { throw refused("a comma is missing in a list") }
      return items
    }
  }

  private mutating func readInlineTable(depth: Int) throws -> TOMLTable {
    position += 1
    var table = TOMLTable()
    skipSpaces()
    if take("}") { return table }
    while true {
      let key = try readKey()
      try require("=")
      let value = try readValue(depth: depth + 1)
      guard key.count == 1, table.add(value, as: key[0]) else {
        throw refused("the key '\(key.joined(separator: "."))' cannot stand here, or stands there twice")
      }
      skipSpaces()
      if take("}") { return table }
      guard take(",") else { throw refused("a comma is missing in a table") }
    }
  }

  /// A truth value or a number.
  private mutating func readWord() throws -> TOMLValue {
    let start = position
    while let byte = next, Self.isBare(byte) || byte == 43 || byte == 46 || byte == 58 { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    let digits = word.replacing("_", with: "")
    let prefixes: [(String, Int)] = [("0x", 16), ("0o", 8), ("0b", 2)]
    if word == "true" || word == "false" { return .boolean(word == "true") }
    if let (prefix, radix) = prefixes.first(where: { word.hasPrefix($0.0) }),
      let number = Int(digits.dropFirst(prefix.count), radix: radix)
    {
      return .integer(number)
    }
    if let number = Int(digits) { return .integer(number) }
    if let number = Double(digits), number.isFinite, word.first != "." { return .float(number) }
    position = start
    throw refused(word.isEmpty ? "a value is missing" : "'\(word.prefix(40))' is no value; a text needs quotes")
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
  }
}
