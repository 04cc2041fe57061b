import SlipwayCore
import SlipwayHost
import SlipwayTesting
import Testing

struct WebFetchTests {
  private func answer(_ body: String, status: String = "200 OK", headers: String = "") -> String {
    "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)"
  }

  private func problem(_ fetch: WebFetch, _ address: String) async -> SlipwayError? {
    await #expect(throws: SlipwayError.self) { try await fetch.document(at: address) }
  }

  @Test func `An address of this machine is asked only where its operator named it`() async throws {
    try await CannedServer.with(answer("[]")) { port, _ in
      let address = "http://127.0.0.1:\(port)/meta.json"
      let refused = await problem(WebFetch(), address)
      #expect(refused?.code == .badRequest && refused?.message.contains("--templates") == true)
      let document = try await WebFetch(reachesPrivate: true).document(at: address)
      #expect(String(decoding: document.bytes, as: UTF8.self) == "[]")
      #expect(document.contentType == "application/json")
    }
  }

  @Test func `An address that leads to another host of this machine is refused`() async throws {
    try await CannedServer.with(answer("[]")) { inner, _ in
      let moved = answer("", status: "302 Found", headers: "Location: http://localhost:\(inner)/\r\n")
      try await CannedServer.with(moved) { port, _ in
        let refused = await problem(WebFetch(reachesPrivate: true), "http://127.0.0.1:\(port)/")
        #expect(refused?.code == .badRequest && refused?.message.contains("localhost leads to") == true)
      }
    }
  }

  @Test func `Redirects have an end, and so has a body`() async throws {
    try await CannedServer.with(answer("", status: "302 Found", headers: "Location: /again\r\n")) { port, _ in
      let endless = await problem(WebFetch(reachesPrivate: true), "http://127.0.0.1:\(port)/")
      #expect(endless?.code == .unreachable)
    }
    try await CannedServer.with(answer(String(repeating: "x", count: 5000))) { port, _ in
      let long = await problem(WebFetch(maximumBytes: 1000, reachesPrivate: true), "http://127.0.0.1:\(port)/")
      #expect(long?.code == .payloadTooLarge)
    }
  }

  @Test func `What is not there, does not answer or is no web address has its own error`() async throws {
    try await CannedServer.with(answer("", status: "404 Not Found")) { port, _ in
      let missing = await problem(WebFetch(reachesPrivate: true), "http://127.0.0.1:\(port)/")
      #expect(missing?.code == .notFound)
    }
    try await CannedServer.with("") { port, _ in
      let silent = WebFetch(deadline: .milliseconds(300), reachesPrivate: true)
      #expect(await problem(silent, "http://127.0.0.1:\(port)/")?.code == .timeout)
    }
    for address in ["file:///etc/passwd", "gopher://a/", "https://u:p@example.com/", "nonsense", "http:///x"] {
      #expect(await problem(WebFetch(reachesPrivate: true), address)?.code == .badRequest, "\(address)")
    }
  }
}
