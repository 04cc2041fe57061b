import Crypto
import Foundation
import SlipwayCore

/// A JSON web token, signed by HMAC-SHA-256, as templates hand them to the services that they start.
struct TemplateToken {
  /// 2030-01-01.
  private static let expiry = 1_893_456_000
  let text: String

  /// - Parameter payload: a JSON object whose fields come last; `nil` or empty is none.
  /// - Throws: when the payload is no JSON object.
  init(secret: String, payload: String?, now: Date) throws {
    let typed = payload?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    let fields =
      typed.isEmpty ? JSONValue.object([:]) : try JSONDecoder().decode(JSONValue.self, from: Data(typed.utf8))
    guard case .object(let members) = fields else { throw TemplateProblem("no object") }
    let issued = members["iat"] ?? .integer(Int(now.timeIntervalSince1970))
    let expires = members["exp"] ?? .integer(Self.expiry)
    let rest = members.isEmpty ? ["iss": .string("dokploy")] : members
    var body = ["\"iat\":\(try Self.json(issued))", "\"exp\":\(try Self.json(expires))"]
    for key in Self.order(of: rest.keys.map { $0 }, in: typed) where key != "iat" && key != "exp" {
      body.append("\(try Self.json(.string(key))):\(try Self.json(rest[key] ?? .null))")
    }
    let signed =
      Data(#"{"alg":"HS256","typ":"JWT"}"#.utf8).base64URL + "."
      + Data("{\(body.joined(separator: ","))}".utf8).base64URL
    let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: SymmetricKey(data: Data(secret.utf8)))
    text = signed + "." + Data(code).base64URL
  }

  /// As they stand in what was typed: a token is compared byte by byte.
  private static func order(of keys: [String], in typed: String) -> [String] {
    let places = keys.map { ($0, typed.range(of: "\"\($0)\"")?.lowerBound ?? typed.endIndex) }
    return places.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
  }

  private static func json(_ value: JSONValue) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
