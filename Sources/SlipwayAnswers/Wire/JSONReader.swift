package import Foundation
package import SlipwayCore

/// Reads JSON text from outside strictly (RFC 8259), with limits to how deep it nests and how much it holds.
package struct JSONReader {
  package static let maximumDepth = 64
  /// Each takes much more memory than its text: a small body must not become a large object.
  package static let maximumValues = 200_000
  private let bytes: [UInt8]
  private var position = 0
  private var values = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Throws: ``SlipwayError`` `badRequest` that says what is wrong and where.
  package static func read(_ data: Data) throws -> JSONValue { try read(Array(data)) }

  package static func read(_ text: String) throws -> JSONValue { try read(Array(text.utf8)) }

  private static func read(_ bytes: [UInt8]) throws -> JSONValue {
    var reader = JSONReader(bytes)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.problem("has something after its end") }
    return value
  }

  private mutating func value(depth: Int) throws -> JSONValue {
    skipSpace()
    values += 1
    guard values <= Self.maximumValues else { throw problem("has more than \(Self.maximumValues) values") }
    switch peek() {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw problem("ends too early")
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws -> JSONValue {
    try enter(depth)
    var members: [String: JSONValue] = [:]
    if try isClosed(by: UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipSpace()
      guard peek() == UInt8(ascii: "\"") else { throw problem("has a member without a name in quotes") }
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw problem("misses a colon") }
      members[name] = try value(depth: depth)
    } while try isContinued(until: UInt8(ascii: "}"))
    return .object(members)
  }

  private mutating func array(depth: Int) throws -> JSONValue {
    try enter(depth)
    var items: [JSONValue] = []
    if try isClosed(by: UInt8(ascii: "]")) { return .array(items) }
    repeat { items.append(try value(depth: depth)) } while try isContinued(until: UInt8(ascii: "]"))
    return .array(items)
  }

  private mutating func enter(_ depth: Int) throws {
    guard depth <= Self.maximumDepth else { throw problem("nests deeper than \(Self.maximumDepth) levels") }
    position += 1
  }

  private mutating func isClosed(by end: UInt8) throws -> Bool {
    skipSpace()
    return take(end)
  }

  private mutating func isContinued(until end: UInt8) throws -> Bool {
    skipSpace()
    if take(UInt8(ascii: ",")) { return true }
    guard take(end) else { throw problem("misses a comma or a bracket") }
    return false
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
    let letters = Array(word.description.utf8)
    guard bytes[position...].starts(with: letters) else { throw problem("has an unknown word") }
    position += letters.count
    return value
  }

  private mutating func number() throws -> JSONValue {
    let start = position
    while let byte = peek(), Self.isOfNumber(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let isZeroLed = digits.first == "0" && digits.dropFirst().first?.isNumber == true
    guard digits.first?.isNumber == true, digits.last?.isNumber == true, !isZeroLed, !digits.contains(".e"),
      !digits.contains(".E")
    else { throw problem("has an unreadable value") }
    if let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { throw problem("has an unreadable number") }
    return .number(number)
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func string() throws -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = peek() {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw problem("is not UTF-8") }
        return string
      case UInt8(ascii: "\\"): text.append(contentsOf: try escaped())
      case 0..<0x20: throw problem("has a control character in a text")
      default: text.append(byte)
      }
    }
    throw problem("ends inside a text")
  }

  private mutating func escaped() throws -> [UInt8] {
    guard let byte = peek() else { throw problem("ends inside a text") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"): return try Array(String(Character(unicodeEscape())).utf8)
    default: throw problem("has an unknown escape")
    }
  }

  /// The text after `\u`, with its second half when it is a surrogate pair. NUL is refused for all of the product.
  private mutating func unicodeEscape() throws -> Unicode.Scalar {
    var code = try hexadecimal()
    if (0xD800..<0xDC00).contains(code), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { throw problem("has half a character") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard code != 0, let scalar = Unicode.Scalar(code) else { throw problem("has a character that is not allowed") }
    return scalar
  }

  private mutating func hexadecimal() throws -> UInt32 {
    guard position + 4 <= bytes.count,
      bytes[position..<(position + 4)].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let code = UInt32(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
    else { throw problem("has an unreadable escape") }
    position += 4
    return code
  }

  private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private func problem(_ what: String) -> SlipwayError {
    SlipwayError(.badRequest, "The JSON \(what) (byte \(position)).")
  }
}
