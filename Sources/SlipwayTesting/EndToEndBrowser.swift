import Foundation
package import SlipwayCore

/// A browser that is signed in at the server under test.
package struct EndToEndBrowser: Sendable {
  package let port: Int
  package let cookie: String

  package static func signIn(_ e2e: EndToEndFixture) async throws -> EndToEndBrowser {
    let answer = try await EndToEndHTTP.request(
      port: e2e.ports.panel, path: "/api/auth/sign-in/email", headers: ["content-type": "application/json"],
      body: #"{"email":"\#(EndToEndFixture.email)","password":"\#(EndToEndFixture.password)"}"#)
    guard let cookie = answer.headers["set-cookie"]?.split(separator: ";").first else {
      throw EndToEndFailure("\(answer.status): \(answer.body)")
    }
    return EndToEndBrowser(port: e2e.ports.panel, cookie: String(cookie))
  }

  package func get(_ path: String) async throws -> EndToEndHTTP.Answer {
    try await EndToEndHTTP.request(port: port, path: path, headers: ["cookie": cookie])
  }

  package func call(_ name: String, _ input: [String: JSONValue]) async throws -> JSONValue {
    let answer = try await EndToEndHTTP.request(
      port: port, host: "127.0.0.1:\(port)", path: "/api/\(name)",
      headers: ["cookie": cookie, "content-type": "application/json", "origin": "http://127.0.0.1:\(port)"],
      body: String(decoding: try JSONEncoder().encode(JSONValue.object(input)), as: UTF8.self))
    guard answer.status == 200 else { throw EndToEndFailure("\(name): \(answer.status): \(answer.body)") }
    return try JSONDecoder().decode(JSONValue.self, from: Data(answer.body.utf8))
  }

  /// Goes to a provider, presses "Authorize" there, and is led back.
  /// - Returns: the path here, with the code and the state.
  package func authorize(at address: String) async throws -> String {
    guard let parts = URLComponents(string: address), let port = parts.port, let query = parts.percentEncodedQuery
    else {
      throw EndToEndFailure("\(address) is no address of a contract server")
    }
    let answer = try await EndToEndHTTP.request(port: port, path: "\(parts.percentEncodedPath)?\(query)")
    guard let back = answer.headers["location"].flatMap({ URLComponents(string: $0) }),
      let given = back.percentEncodedQuery
    else { throw EndToEndFailure("\(answer.status): \(answer.body)") }
    return "\(back.percentEncodedPath)?\(given)"
  }
}
