import Hummingbird
import HummingbirdTesting
import SlipwayCore
import SlipwayServer
import SlipwayTesting
import Testing

@Suite("Connections of one address", .timeLimit(.minutes(1)))
struct ConnectionGateTests {
  /// A server with a stream that lasts, and a client of the test's own that keeps a connection to it.
  private static func run(
    limit: Int = 2, _ body: @Sendable @escaping (Int) async throws -> Void
  ) async throws {
    var limits = WebSocketLimits()
    limits.connectionsPerAddress = limit
    let fixed = limits
    let router = Router()
    router.get("/plain") { _, _ in "plain" }
    router.get("/stream") { request, _ in
      WebSocketHandshake.respond(to: request, reads: true, limits: fixed) { connection in
        try await connection.receive { _ in }
        return .normal
      }
    }
    let application = Application(router: router, server: .http1WithWebSockets(limits, proxyToken: "secret"))
    try await application.test(.live) { client in try await body(try #require(client.port)) }
  }

  /// The status of a stream that a proxy on this machine asks for, for a client.
  private static func status(_ socket: RawSocket, for client: String) async throws -> Int {
    try await socket.upgrade("/stream", ["X-Forwarded-For: \(client)"])
    return try await socket.status()
  }

  @Test func `behind a proxy each client has a limit of its own`() async throws {
    try await Self.run { port in
      try await RawSocket.with(port) { one in
        let status = try await Self.status(one, for: "203.0.113.1")
        #expect(status == 101)
        try await RawSocket.with(port) { two in
          let status = try await Self.status(two, for: "203.0.113.1")
          #expect(status == 101)
          try await RawSocket.with(port) { three in
            let status = try await Self.status(three, for: "203.0.113.1")
            #expect(status == 429)
          }
          try await RawSocket.with(port) { other in
            let status = try await Self.status(other, for: "203.0.113.2")
            #expect(status == 101)
          }
        }
        try await eventually("the client's place is free again") {
          var found = 0
          try await RawSocket.with(port) { found = try await Self.status($0, for: "203.0.113.1") }
          return found == 101
        }
      }
    }
  }

  @Test func `a connection that a proxy keeps is nobody's while no request is on it`() async throws {
    try await Self.run { port in
      try await RawSocket.with(port) { kept in
        for _ in 0..<5 {
          try await kept.write("GET /plain HTTP/1.1\r\nHost: panel.test\r\nX-Forwarded-For: 203.0.113.1\r\n\r\n")
          let status = try await kept.status()
          #expect(status == 200)
          _ = try await kept.take("plain".utf8.count)
        }
        try await RawSocket.with(port) { one in
          let status = try await Self.status(one, for: "203.0.113.1")
          #expect(status == 101)
          try await RawSocket.with(port) { two in
            let status = try await Self.status(two, for: "203.0.113.1")
            #expect(status == 101)
          }
        }
      }
    }
  }

  @Test func `a peer that is no proxy has so many connections and no more`() async throws {
    try await Self.run(limit: 3) { port in
      try await RawSocket.with(port) { one in
        try await one.upgrade("/stream")
        let status = try await one.status()
        #expect(status == 101)
        try await RawSocket.with(port) { two in
          try await two.upgrade("/stream")
          let status = try await two.status()
          #expect(status == 101)
          await #expect(throws: (any Error).self) {
            try await RawSocket.with(port) { three in
              try await three.upgrade("/stream")
              _ = try await three.status()
            }
          }
        }
      }
    }
  }
}
