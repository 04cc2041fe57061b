import HTTPTypes
import Hummingbird
import HummingbirdTesting
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayServer

/// What is told to those who watch a process.
@Suite struct HealthRoutesTests {
  private static let token = "a token of some length"

  private static func with(
    _ body: @escaping @Sendable (TestServer, TestBrowser) async throws -> Void
  ) async throws {
    let server = try await TestServer.make { $0.metricsToken = Secret(token) }
    try await server.run { try await body(server, $0) }
  }

  @Test func `readiness says that the store does not answer, and health does not ask it`() async throws {
    try await Self.with { server, browser in
      let ready = try await browser.get("/api/ready")
      #expect(ready.status == 200 && ready.json == ["ok": true, "store": "ok", "bus": "connected"])
      try server.test.store.close()
      let away = try await browser.get("/api/ready")
      #expect(away.status == 503 && away.json["ok"] == false)
      #expect(try await browser.get("/api/health").status == 200)
    }
  }

  @Test func `metrics are told to who has the token, and are not there without one`() async throws {
    try await Self.with { _, browser in
      for header in ["", "Bearer ", "Bearer a token of some lengtX", "Basic \(Self.token)"] {
        let refused = try await browser.get("/metrics", ["authorization": header])
        #expect(
          refused.status == 401 && refused["WWW-Authenticate"] == "Bearer" && !refused.text.contains("slipway_"))
      }
      let told = try await browser.get("/metrics", ["authorization": "Bearer \(Self.token)"])
      #expect(told.status == 200 && told["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
    }
    try await TestServer.make().run { browser in
      let reply = try await browser.get("/metrics", ["authorization": "Bearer \(Self.token)"])
      #expect(reply.status == 404)
    }
  }

  @Test func `metrics count requests by procedure, and tell of the queue, the store, the bus and the process`()
    async throws
  {
    try await Self.with { server, browser in
      for _ in 0..<3 { _ = try await browser.get("/api/test.echo?name=x", ["x-api-key": server.key]) }
      _ = try await browser.get("/api/no.such")
      let text = try await browser.get("/metrics", ["authorization": "Bearer \(Self.token)"]).text
      for line in [
        #"slipway_http_requests_total{procedure="test.echo",status="200"} 3"#,
        #"slipway_http_request_seconds_count{procedure="test.echo"} 3"#, "slipway_queue_depth 0",
        "slipway_store_up 1",
        #"slipway_bus_connected{carrier="memory"} 1"#, "process_resident_memory_bytes ", "process_open_fds ",
        #"slipway_store_seconds_count{operation="read"} "#,
      ] { #expect(text.contains(line), "\(line)") }
      // A stranger's words make no labels.
      #expect(!text.contains("no.such"))
      for line in text.split(separator: "\n") where !line.hasPrefix("#") {
        #expect(line.split(separator: " ").last.flatMap { Double($0) } != nil, "\(line)")
      }
    }
  }
}
