import Hummingbird
import HummingbirdTesting
import NIOCore
import SlipwayCore
import SlipwayServer
import Synchronization
import SlipwayTesting
import Testing

@Suite("WebSockets on the router's port", .timeLimit(.minutes(1)))
struct WebSocketTests {
  /// A server with an echo, a flood and a failing route.
  private static func run(
    _ limits: WebSocketLimits = WebSocketLimits(), _ body: @Sendable @escaping (Int) async throws -> Void
  ) async throws {
    let router = Router()
    router.get("/plain") { _, _ in "plain" }
    router.get("/echo") { request, _ in
      WebSocketHandshake.respond(to: request, reads: true, limits: limits) { connection in
        try await connection.receive { message in
          switch message {
          case .text(let text): try await connection.send(text: text)
          case .binary(let bytes): try await connection.send(binary: bytes)
          }
        }
        return .normal
      }
    }
    router.get("/end") { request, _ in
      WebSocketHandshake.respond(to: request, limits: limits) { connection in
        try await connection.send(text: "bye")
        return WebSocketClose(4000, "a reason")
      }
    }
    router.get("/fail") { request, _ in
      WebSocketHandshake.respond(to: request, limits: limits) { _ in throw SlipwayError(.internal, "secret") }
    }
    let application = Application(router: router, server: .http1WithWebSockets(limits, proxyToken: "secret"))
    try await application.test(.live) { client in try await body(try #require(client.port)) }
  }

  @Test("echo text, binary, fragments and large messages, and answer pings")
  func echo() async throws {
    try await Self.run { port in
      try await RawSocket.with(port) { socket in
        try await socket.upgrade("/echo")
        #expect(try await socket.head().contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
        try await socket.frame(1, Array("hällo".utf8))
        #expect(try await socket.next()?.text == "hällo")
        try await socket.frame(2, [0, 255])
        #expect(try await socket.next() == RawSocket.Frame(opcode: 2, payload: [0, 255]))
        try await socket.frame(1, Array("one ".utf8), isFinal: false)
        try await socket.frame(9, Array("p".utf8))
        try await socket.frame(0, Array("two".utf8))
        #expect(try await socket.next() == RawSocket.Frame(opcode: 10, payload: Array("p".utf8)))
        #expect(try await socket.next()?.text == "one two")
        let large = [UInt8](repeating: 65, count: 900_000)
        try await socket.frame(1, large)
        #expect(try await socket.next()?.payload.count == large.count)
      }
    }
  }

  @Test("come up also as a later request of a kept connection, with early frames")
  func keptConnection() async throws {
    try await Self.run { port in
      try await RawSocket.with(port) { socket in
        try await socket.write("GET /plain HTTP/1.1\r\nHost: panel.test\r\n\r\n")
        #expect(try await socket.status() == 200)
        _ = try await socket.readBody("plain")
        try await socket.upgrade("/echo")
        try await socket.frame(1, Array("early".utf8))
        #expect(try await socket.status() == 101)
        #expect(try await socket.next()?.text == "early")
      }
    }
  }

  @Test("close with the route's code, 1000 after the peer's, 1011 after a failure")
  func closes() async throws {
    try await Self.run { port in
      try await RawSocket.with(port) { socket in
        try await socket.upgrade("/end")
        #expect(try await socket.status() == 101)
        #expect(try await socket.next()?.text == "bye")
        let close = try #require(try await socket.next())
        #expect(close.closeCode == 4000)
        #expect(String(decoding: close.payload.dropFirst(2), as: UTF8.self) == "a reason")
        try await socket.frame(8, [0x0F, 0xA0])
        #expect(try await socket.next() == nil)
      }
      try await RawSocket.with(port) { socket in
        try await socket.upgrade("/echo")
        #expect(try await socket.status() == 101)
        try await socket.frame(8, [0x03, 0xE8])
        #expect(try await socket.next()?.closeCode == 1000)
        #expect(try await socket.next() == nil)
      }
      try await RawSocket.with(port) { socket in
        try await socket.upgrade("/fail")
        #expect(try await socket.status() == 101)
        let close = try #require(try await socket.next())
        #expect(close.closeCode == 1011)
        #expect(close.payload.count == 2)
      }
    }
  }

  @Test("end at unmasked frames, bad UTF-8 and messages beyond the limit")
  func violations() async throws {
    var limits = WebSocketLimits()
    limits.frameSize = 1000
    limits.messageSize = 1500
    try await Self.run(limits) { port in
      try await Self.expect(1002, port) { try await $0.write([0x81, 1, 65]) }
      try await Self.expect(1007, port) { try await $0.frame(1, [0xFF, 0xFE]) }
      try await Self.expect(1009, port) { try await $0.frame(1, [UInt8](repeating: 65, count: 2000)) }
    }
  }

  private static func expect(
    _ code: Int, _ port: Int, _ send: (RawSocket) async throws -> Void
  ) async throws {
    try await RawSocket.with(port) { socket in
      try await socket.upgrade("/echo")
      #expect(try await socket.status() == 101)
      try await send(socket)
      #expect(try await socket.next()?.closeCode == code)
    }
  }

  @Test("answer 426 to a plain request and end connections that wanted another protocol")
  func refusals() async throws {
    try await Self.run { port in
      try await RawSocket.with(port) { socket in
        try await socket.write("GET /echo HTTP/1.1\r\nHost: panel.test\r\n\r\n")
        #expect(try await socket.status() == 426)
      }
      try await RawSocket.with(port) { socket in
        try await socket.write(
          "GET /plain HTTP/1.1\r\nHost: panel.test\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
        let head = try await socket.head()
        #expect(head.hasPrefix("HTTP/1.1 200"))
        #expect(head.lowercased().contains("connection: close"))
      }
    }
  }

  @Test("ping quiet peers and let silent ones go")
  func keepAlive() async throws {
    var limits = WebSocketLimits()
    limits.pingInterval = .milliseconds(200)
    limits.idleTimeout = .seconds(20)
    try await Self.run(limits) { port in
      try await RawSocket.with(port) { socket in
        try await socket.upgrade("/echo")
        #expect(try await socket.status() == 101)
        #expect(try await socket.next()?.opcode == 9)
        var last: RawSocket.Frame? = RawSocket.Frame(opcode: 9, payload: [])
        while last != nil { last = try await socket.next() }
      }
    }
  }
}

extension RawSocket {
  /// Bytes of a body that is known.
  func readBody(_ text: String) async throws -> Bool { try await take(text.utf8.count) == Array(text.utf8) }
}
