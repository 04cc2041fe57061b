package import HTTPTypes
import Hummingbird
package import HummingbirdTesting
import NIOCore

/// What tests send with.
package struct TestBrowser: Sendable {
  package let client: any TestClientProtocol

  package init(client: any TestClientProtocol) { self.client = client }

  package func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String] = [:], _ body: String? = nil
  ) async throws -> TestReply {
    var fields = HTTPFields()
    for (name, value) in headers {
      if let known = HTTPField.Name(name) { fields.append(HTTPField(name: known, value: value)) }
    }
    let response = try await client.execute(
      uri: path, method: method, headers: fields, body: body.map { ByteBuffer(string: $0) })
    return TestReply(
      status: response.status.code, headers: response.headers, text: String(buffer: response.body))
  }

  package func get(_ path: String, _ headers: [String: String] = [:]) async throws -> TestReply {
    try await send(.get, path, headers)
  }

  package func post(_ path: String, json: String, _ headers: [String: String] = [:]) async throws -> TestReply {
    try await send(.post, path, headers.merging(["content-type": "application/json"]) { own, _ in own }, json)
  }

  package func post(_ path: String, form: String, _ headers: [String: String] = [:]) async throws -> TestReply {
    let type = ["content-type": "application/x-www-form-urlencoded"]
    return try await send(.post, path, headers.merging(type) { own, _ in own }, form)
  }
}
