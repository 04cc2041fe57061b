import SlipwayCore
import SlipwayTesting
import Testing

@Suite("Every answer")
struct RequestScopeTests {
  @Test("carries the headers that browsers obey", arguments: ["/", "/api/health", "/api/test.echo", "/no/such"])
  func headers(path: String) async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let reply = try await browser.get(path)
      let policy = try #require(reply["Content-Security-Policy"])
      #expect(policy.contains("frame-ancestors 'none'") && policy.contains("script-src 'self';"))
      #expect(reply["X-Content-Type-Options"] == "nosniff")
      #expect(reply["Referrer-Policy"] == "same-origin")
      #expect(reply["X-Request-Id"]?.isEmpty == false)
    }
  }

  @Test("to a browser is a page, to a program JSON")
  func kinds() async throws {
    let server = try await TestServer.make()
    try await server.run { browser in
      let page = try await browser.get("/no/such", ["accept": "text/html"])
      #expect(page["Content-Type"] == "text/plain; charset=utf-8")
      #expect(try await browser.get("/no/such").json["code"] == "NOT_FOUND")
    }
  }
}
