import Foundation
import SlipwayCore

/// Reads single values, with the leniency that published clients need. A problem is noted and gives a stand-in.
extension WireDecoder {
  /// In a form a name may come twice (a hidden field and a box): the last counts.
  private var scalar: JSONValue { isText ? value.arrayValue?.last ?? value : value }

  package func string() -> String {
    if let text = scalar.stringValue { return text }
    problems.noteType("string", self)
    return ""
  }

  package func bool() -> Bool {
    switch scalar {
    case .bool(let value): return value
    case .integer(1), .string("true"), .string("1"), .string("on"): return true
    case .integer(0), .string("false"), .string("0"), .string("off"): return false
    default:
      problems.noteType("boolean", self)
      return false
    }
  }

  package func double() -> Double {
    switch scalar {
    case .integer(let value): return Double(value)
    case .number(let value): return value
    case .string(let text):
      if let number = Double(text), number.isFinite, Self.isDecimal(text) { return number }
      fallthrough
    default:
      problems.noteType("number", self)
      return 0
    }
  }

  package func integer<Number: FixedWidthInteger>(_ type: Number.Type) -> Number {
    switch scalar {
    case .integer, .number, .string:
      let number = exactInteger()
      if let number, let fitting = Number(exactly: number) { return fitting }
      problems.noteType("int", self)
    default: problems.noteType("number", self)
    }
    return 0
  }

  private func exactInteger() -> Int? {
    switch scalar {
    case .integer(let value): value
    case .number(let value): Int(exactly: value)
    case .string(let text) where Self.isDecimal(text): Int(text) ?? Double(text).flatMap(Int.init(exactly:))
    default: nil
    }
  }

  /// Swift also reads `0x1p3`, `nan` and `inf`; a wire format does not.
  private static func isDecimal(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
      }
  }
}

/// Types that do not decode by their own `init(from:)` here.
enum WireSpecials {
  /// - Returns: `nil` for every other type.
  package static func decode<Value: Decodable>(_ type: Value.Type, _ decoder: WireDecoder) throws -> Value? {
    switch type {
    case is JSONValue.Type: decoder.value as? Value
    case is Date.Type: date(decoder) as? Value
    case is Data.Type: data(decoder) as? Value
    case is String.Type: decoder.string() as? Value
    case is Bool.Type: decoder.bool() as? Value
    case is Int.Type: decoder.integer(Int.self) as? Value
    case is Double.Type: decoder.double() as? Value
    default: nil
    }
  }

  private static func date(_ decoder: WireDecoder) -> Date {
    switch decoder.value {
    case .integer(let milliseconds): return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    case .string(let text):
      if let date = WireDate.parse(text) { return date }
      fallthrough
    default:
      decoder.problems.noteType("date", decoder)
      return Date(timeIntervalSince1970: 0)
    }
  }

  private static func data(_ decoder: WireDecoder) -> Data {
    if let data = Data(base64Encoded: decoder.string()) { return data }
    decoder.problems.noteType("base64", decoder)
    return Data()
  }
}
