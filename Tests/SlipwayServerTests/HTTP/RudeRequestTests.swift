import HummingbirdTesting
import SlipwayCore
import SlipwayTesting
import Testing

@testable import SlipwayServer

@Suite("Rude requests")
struct RudeRequestTests {
  private func answer(
    to text: String, _ body: @escaping @Sendable (RawSocket) async throws -> Void
  ) async throws {
    let server = try await TestServer.make()
    try await server.run(.live) { browser in
      try await RawSocket.with(try #require(browser.client.port)) { socket in
        try await socket.write(text.replacing("\n", with: "\r\n").replacing("KEY", with: server.key))
        try await body(socket)
      }
    }
  }

  @Test("with a broken chunk or an unknown coding get 400")
  func broken() async throws {
    let head = "POST /api/test.touch HTTP/1.1\nHost: panel.test\nx-api-key: KEY\nContent-Type: application/json\n"
    for rest in ["Transfer-Encoding: chunked\n\nZZ\n{}\n", "Transfer-Encoding: gzip\n\n{}"] {
      try await answer(to: head + rest) { socket in
        let status = try await socket.status()
        #expect(status == 400)
      }
    }
  }

  @Test("with two hosts get 400")
  func twoHosts() async throws {
    try await answer(to: "GET /api/health HTTP/1.1\nHost: panel.test\nHost: evil.test\n\n") { socket in
      let status = try await socket.status()
      #expect(status == 400)
    }
  }

  @Test("that are refused in the middle of their body are not read on for ever")
  func early() async throws {
    let head = "POST /api/test.touch HTTP/1.1\nHost: panel.test\nContent-Length: 100000000\n\n"
    try await answer(to: head) { socket in
      let head = try await socket.head()
      #expect(head.contains(" 401 ") && head.lowercased().contains("connection: close"))
      await #expect(throws: (any Error).self) {
        while true { _ = try await socket.take(1 << 16) }
      }
    }
  }

  @Test("from one address have so many connections and no more")
  func connections() {
    let open = AtWork()
    let names = [(name: "192.0.2.1", limit: 2)]
    #expect(open.enter(names) && open.enter(names) && !open.enter(names))
  }
}

@Suite("Origins")
struct OriginGuardTests {
  @Test(
    "that are not exactly ours are foreign",
    arguments: [
      "http://evil@panel.test", "http://evil:x@panel.test", "http://panel.test/", "http://panel.test?x",
      "http://panel.test:8080", "ftp://panel.test", "null", "http://panel.test.evil",
    ])
  func foreign(origin: String) async throws {
    let server = try await TestServer.make()
    let cookie = try await server.cookie()
    try await server.run(.live) { browser in
      try await RawSocket.with(try #require(browser.client.port)) { socket in
        try await socket.upgrade("/live", ["Cookie: slipway_session=\(cookie)"], origin: origin)
        #expect(try await socket.status() == 403)
      }
    }
  }
}
