import Foundation
package import SlipwayCore

/// The API of the server under test, by the REST door.
package struct EndToEndAPI: Sendable {
  package let port: Int
  package let key: String

  package init(port: Int, key: String) {
    self.port = port
    self.key = key
  }

  /// A mutation.
  /// - Throws: ``EndToEndFailure`` with status and body unless the answer is 200.
  @discardableResult
  package func call(_ name: String, _ input: [String: JSONValue] = [:]) async throws -> JSONValue {
    try value(of: await answer(to: name, input), name)
  }

  /// A query.
  @discardableResult
  package func query(_ name: String, _ parameters: [String: String] = [:]) async throws -> JSONValue {
    var components = URLComponents()
    components.path = "/api/\(name)"
    components.queryItems = parameters.map { URLQueryItem(name: $0.key, value: $0.value) }
    let path = components.string ?? components.path
    return try value(of: await EndToEndHTTP.request(port: port, path: path, headers: ["x-api-key": key]), name)
  }

  /// The bare answer to a mutation, whatever its status.
  package func answer(to name: String, _ input: [String: JSONValue]) async throws -> EndToEndHTTP.Answer {
    let body = String(decoding: try JSONEncoder().encode(JSONValue.object(input)), as: UTF8.self)
    return try await EndToEndHTTP.request(
      port: port, path: "/api/\(name)", headers: ["x-api-key": key, "content-type": "application/json"], body: body)
  }

  private func value(of answer: EndToEndHTTP.Answer, _ name: String) throws -> JSONValue {
    guard answer.status == 200 else { throw EndToEndFailure("\(name) answered \(answer.status): \(answer.body)") }
    guard !answer.body.isEmpty else { return .null }
    return try JSONDecoder().decode(JSONValue.self, from: Data(answer.body.utf8))
  }
}

extension JSONValue {
  /// The text of a member that must be there.
  package func text(_ name: String) throws -> String {
    guard let text = self[name]?.stringValue else { throw EndToEndFailure("no text \(name) in \(self)") }
    return text
  }

  package func items(_ name: String) throws -> [JSONValue] {
    guard let items = self[name]?.arrayValue else { throw EndToEndFailure("no list \(name) in \(self)") }
    return items
  }

  package var integerValue: Int? {
    if case .integer(let number) = self { number } else { nil }
  }
}
