import Foundation
import SlipwayCore

/// What a table works with: the transaction's connection and the box that seals secrets.
package struct TableContext {
  let connection: any SQLConnection
  let secrets: SecretBox

  /// - Parameter owner: the table and column, and the row: `application.secrets:<id>`.
  func seal(_ secret: Secret, _ owner: String) throws -> String {
    try secrets.seal(secret.reveal(), context: owner)
  }

  func open(_ sealed: String, _ owner: String) throws -> Secret {
    Secret(try secrets.open(sealed, context: owner))
  }
}

/// Settings that are stored as one JSON text.
enum JSONColumn {
  static func encode(_ value: some Encodable, revealing: Bool = false) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if revealing, let key = CodingUserInfoKey.revealsSecrets { encoder.userInfo[key] = true }
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// - Parameter fallback: gives the members that the text, of an older version, does not have.
  static func decode<Value: Codable>(_ text: String, fallback: @autoclosure () -> Value) throws -> Value {
    do {
      return try decode(text)
    } catch DecodingError.keyNotFound {
      let defaults: JSONValue = try decode(try encode(fallback(), revealing: true))
      let stored: JSONValue = try decode(text)
      let merged = defaults.members.merging(stored.members) { _, stored in stored }
      return try decode(try encode(JSONValue.object(merged)))
    }
  }
}
