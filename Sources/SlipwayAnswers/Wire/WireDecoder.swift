import Foundation
import SlipwayCore

/// Decodes an input leniently where published clients need it (texts for numbers, booleans, lists and objects) and
/// goes on after a problem, so that one answer names all of them.
struct WireDecoder: Decoder {
  package let value: JSONValue
  package let codingPath: [any CodingKey]
  /// Everything came as text: from a query or a form.
  let isText: Bool
  package let problems: WireProblems
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// - Throws: ``SlipwayError`` `badRequest` with every issue.
  package static func decode<Value: Decodable>(_ type: Value.Type, from value: JSONValue, isText: Bool) throws
    -> Value
  {
    let problems = WireProblems()
    let top = value == .null ? JSONValue.object([:]) : value
    let decoder = WireDecoder(value: top, codingPath: [], isText: isText, problems: problems)
    let decoded: Value
    do {
      decoded = try decoder.unwrap(type)
    } catch {
      problems.noteFailure(error, type, at: [])
      throw InputIssues(issues: problems.issues).refusal
    }
    guard problems.issues.isEmpty else { throw InputIssues(issues: problems.issues).refusal }
    return decoded
  }

  package func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(WireKeyedContainer(decoder: self, members: members()))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    WireUnkeyedContainer(decoder: self, items: items())
  }

  package func singleValueContainer() throws -> any SingleValueDecodingContainer {
    WireSingleContainer(decoder: self)
  }

  package func child(_ value: JSONValue, at key: any CodingKey) -> WireDecoder {
    WireDecoder(value: value, codingPath: codingPath + [key], isText: isText, problems: problems)
  }

  /// Decodes a whole value; after a failure notes it and gives a stand-in, so that decoding goes on.
  func unwrap<Value: Decodable>(_ type: Value.Type) throws -> Value {
    if let special = try WireSpecials.decode(type, self) { return special }
    do {
      return try Value(from: self)
    } catch {
      problems.noteFailure(error, type, at: codingPath)
      return try SchemaSample.make(type)
    }
  }

  /// The members of an object, also of one that came as JSON text.
  private func members() -> [String: JSONValue] {
    if case .object(let members) = value { return members }
    if let text = value.stringValue, text.first == "{", case .object(let members)? = try? JSONReader.read(text) {
      return members
    }
    problems.noteType("object", self)
    return [:]
  }

  /// The items of a list, also of one that came as JSON text; in a form a single value is a list of one.
  private func items() -> [JSONValue] {
    if let items = value.arrayValue { return items }
    if let text = value.stringValue, text.first == "[", let items = (try? JSONReader.read(text))?.arrayValue {
      return items
    }
    if isText { return value == .string("") ? [] : [value] }
    problems.noteType("array", self)
    return []
  }
}

/// The key of an item in a list.
struct WireIndex: CodingKey {
  package let index: Int
  package var stringValue: String { String(index) }
  var intValue: Int? { index }

  init(index: Int) { self.index = index }
  init?(stringValue: String) { nil }
  init?(intValue: Int) { index = intValue }
}
