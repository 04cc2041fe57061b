import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayServer
import SlipwayStore
import SlipwayTesting
import Testing

/// A server over a store with two organisations, driven in memory or on a port of its own.
struct TestServer: Sendable {
  static let password = "correct horse battery staple"
  /// Made once: it is slow on purpose.
  private static let hash = Task { try await Passwords().hash(password) }
  let test: TestCall
  let accounts: Accounts
  /// Of the owner of the first organisation.
  let key: String
  let htmlAnswers: (any HTMLAnswers)?

  static func make(
    procedures: [any Procedure.Type] = TestProcedures.all, htmlAnswers: (any HTMLAnswers)? = nil
  ) async throws -> TestServer {
    let test = try await TestCall.make(procedures: procedures)
    let accounts = Accounts(engine: test.engine)
    let fresh = APIKeyKeeper.generate()
    let hash = try await hash.value
    try await test.store.write { transaction in
      var owner = try transaction.users.one(test.acme.caller().user.id)
      owner.passwordHash = hash
      try transaction.users.update(owner)
      try transaction.apiKeys.insert(
        APIKey(
          name: "test", start: fresh.start, digest: fresh.digest, userID: owner.id,
          organizationID: test.acme.organization.id, createdAt: TestCall.now))
    }
    return TestServer(test: test, accounts: accounts, key: fresh.key, htmlAnswers: htmlAnswers)
  }

  func run(
    _ setup: TestingSetup = .router, _ body: @Sendable @escaping (TestBrowser) async throws -> Void
  ) async throws {
    let server = HTTPServer(
      engine: test.engine, dispatcher: test.dispatcher, accounts: accounts, htmlAnswers: htmlAnswers)
    try await server.application(logLevel: .critical).test(setup) { client in
      try await body(TestBrowser(client: client))
    }
  }

  /// A browser's cookie of the first organisation's owner.
  func cookie() async throws -> String {
    let user = test.acme.caller().user
    let sessions = accounts.sessions
    return try await test.store.write {
      try sessions.begin(user, RequestInfo(id: "test", address: "192.0.2.9"), in: $0)
    }
  }
}

/// What tests send with.
struct TestBrowser: Sendable {
  let client: any TestClientProtocol

  func send(
    _ method: HTTPRequest.Method, _ path: String, _ headers: [String: String] = [:], _ body: String? = nil
  ) async throws -> TestReply {
    var fields = HTTPFields()
    for (name, value) in headers { fields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value)) }
    let response = try await client.execute(
      uri: path, method: method, headers: fields, body: body.map { ByteBuffer(string: $0) })
    return TestReply(
      status: response.status.code, headers: response.headers, text: String(buffer: response.body))
  }

  func get(_ path: String, _ headers: [String: String] = [:]) async throws -> TestReply {
    try await send(.get, path, headers)
  }

  func post(_ path: String, json: String, _ headers: [String: String] = [:]) async throws -> TestReply {
    try await send(.post, path, headers.merging(["content-type": "application/json"]) { own, _ in own }, json)
  }

  func post(_ path: String, form: String, _ headers: [String: String] = [:]) async throws -> TestReply {
    let type = ["content-type": "application/x-www-form-urlencoded"]
    return try await send(.post, path, headers.merging(type) { own, _ in own }, form)
  }
}

/// What came back.
struct TestReply: Sendable {
  var status: Int
  var headers: HTTPFields
  var text: String

  var json: JSONValue { (try? JSONReader.read(text)) ?? .null }

  subscript(name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

  /// The value of a cookie that was set.
  func cookie(_ name: String) -> String? {
    let header = HTTPField.Name("Set-Cookie").map { headers[values: $0] }?.first { $0.hasPrefix(name + "=") }
    return header?.dropFirst(name.count + 1).prefix { $0 != ";" }.description
  }
}
