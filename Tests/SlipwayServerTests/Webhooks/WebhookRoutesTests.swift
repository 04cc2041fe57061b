import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import SlipwayCore
import SlipwayTesting
import Testing

@testable import SlipwayProcedures
@testable import SlipwayServer

@Suite struct WebhookRoutesTests {
  private func server(_ test: TestCall) -> HTTPServer {
    HTTPServer(
      engine: test.engine, dispatcher: test.dispatcher, accounts: Accounts(engine: test.engine),
      pages: [WebhookRoutes(engine: test.engine)])
  }

  @Test func `a push over HTTP is answered with 200 and without any session`() async throws {
    let test = try await TestCall.make()
    let token = test.acme.application.refreshToken.reveal()
    try await server(test).application().test(.router) { client in
      try await client.execute(
        uri: "/api/deploy/\(token)", method: .post, headers: [.contentType: "application/json"],
        body: ByteBuffer(string: #"{"ref":"refs/heads/dev"}"#)
      ) { response in
        #expect(response.status == .ok)
        #expect(String(buffer: response.body).contains(#""skipped":true"#))
      }
      try await client.execute(uri: "/api/deploy/\(token)", method: .get) { #expect($0.status == .ok) }
    }
  }

  @Test func `an unknown token is 404 and malformed JSON is 400`() async throws {
    let test = try await TestCall.make()
    let token = test.acme.application.refreshToken.reveal()
    try await server(test).application().test(.router) { client in
      try await client.execute(
        uri: "/api/deploy/unknown-token-of-fair-length", method: .post, body: ByteBuffer(string: "{}")
      ) { #expect($0.status == .notFound) }
      try await client.execute(
        uri: "/api/deploy/\(token)", method: .post, body: ByteBuffer(string: "{")
      ) { #expect($0.status == .badRequest) }
      try await client.execute(
        uri: "/api/deploy/\(token)", method: .post, body: ByteBuffer(repeating: 32, count: (5 << 20) + 1)
      ) { #expect($0.status == .contentTooLarge) }
    }
  }

  @Test func `a body of millions of values does not stall the server`() async throws {
    let test = try await TestCall.make()
    let token = test.acme.application.refreshToken.reveal()
    let commits = String(repeating: "{},", count: 1_000_000) + "{}"
    try await server(test).application().test(.router) { client in
      let start = ContinuousClock.now
      try await client.execute(
        uri: "/api/deploy/\(token)", method: .post, body: ByteBuffer(string: #"{"commits":[\#(commits)]}"#)
      ) { #expect($0.status == .badRequest) }
      #expect(ContinuousClock.now - start < .seconds(60))
    }
  }
}
