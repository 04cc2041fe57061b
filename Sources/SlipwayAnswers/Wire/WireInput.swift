package import Foundation
package import SlipwayCore

/// The input of a procedure as it came over the wire, not yet decoded.
package struct WireInput: Sendable {
  private enum Source: Sendable {
    case json(Data)
    case value(JSONValue)
    case text(String)
    case fields(TextFields)
  }
  private let source: Source

  /// A JSON body; an empty one is an empty object.
  package init(json: Data) { source = .json(json) }

  /// JSON that was read already.
  package init(value: JSONValue) { source = .value(value) }

  /// A query or a form: `name=value&…`, everything a text.
  package init(urlEncoded: String) { source = .text(urlEncoded) }

  /// A query or a form that was read already.
  package init(fields: TextFields) { source = .fields(fields) }

  /// - Throws: ``SlipwayError`` `badRequest` with ``InputIssues`` for everything that is wrong.
  package func decode<Input: Decodable>(_ type: Input.Type) throws -> Input {
    switch source {
    case .json(let data):
      let isEmpty = data.allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
      return try WireDecoder.decode(type, from: isEmpty ? .object([:]) : JSONReader.read(data), isText: false)
    case .value(let value):
      return try WireDecoder.decode(type, from: value, isText: false)
    case .text(let text):
      return try WireDecoder.decode(type, from: TextFields(parsing: text).value, isText: true)
    case .fields(let fields):
      return try WireDecoder.decode(type, from: fields.value, isText: true)
    }
  }
}
