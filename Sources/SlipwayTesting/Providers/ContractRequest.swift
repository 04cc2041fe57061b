package import Foundation
package import SlipwayCore

/// A request as a provider's API gets it.
package struct ContractRequest: Sendable {
  package var method: String
  /// Without the query, decoded part by part: a name that has a slash in it is one part.
  package var parts: [String]
  /// As it was sent, with the query.
  package var target: String
  package var query: [String: String]
  /// By lowercase name.
  package var headers: [String: String]
  package var body: Data

  package init(method: String, target: String, headers: [String: String], body: Data) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    let pieces = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    parts = pieces[0].split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
    query = pieces.count > 1 ? Self.pairs(String(pieces[1])) : [:]
  }

  /// `GET /api/v4/projects`, for what tests compare.
  package var line: String { method + " /" + parts.joined(separator: "/") }

  /// `null` where it is none.
  package var json: JSONValue { (try? JSONDecoder().decode(JSONValue.self, from: body)) ?? .null }

  /// A form's fields, or those of a JSON object: token endpoints take both.
  package var form: [String: String] {
    guard headers["content-type"]?.hasPrefix("application/json") != true else {
      return json.members.compactMapValues(\.stringValue)
    }
    return Self.pairs(String(decoding: body, as: UTF8.self))
  }

  package var bearer: String? { authorization(["bearer", "token"]) }

  /// User name and password.
  package var basic: (user: String, password: String)? {
    guard let text = authorization(["basic"]).flatMap({ Data(base64Encoded: $0) }) else { return nil }
    let pair = String(decoding: text, as: UTF8.self).split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    return pair.count == 2 ? (String(pair[0]), String(pair[1])) : nil
  }

  private func authorization(_ schemes: [String]) -> String? {
    guard let value = headers["authorization"], let space = value.firstIndex(of: " "),
      schemes.contains(value[..<space].lowercased())
    else { return nil }
    return String(value[value.index(after: space)...])
  }

  package static func pairs(_ text: String) -> [String: String] {
    var found: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.replacing("+", with: " ").removingPercentEncoding ?? String($0) }
      found[sides[0]] = sides.count > 1 ? sides[1] : ""
    }
    return found
  }
}
