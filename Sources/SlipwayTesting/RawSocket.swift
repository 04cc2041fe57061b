import NIOCore
import NIOPosix
import SlipwayCore

/// A TCP connection that a test writes bytes to, to be as rude as a client can be. Used by one task.
package final class RawSocket {
  /// A frame from the server.
  package struct Frame: Equatable {
    package var opcode: UInt8
    package var payload: [UInt8]

    package init(opcode: UInt8, payload: [UInt8]) {
      self.opcode = opcode
      self.payload = payload
    }

    package var text: String { String(decoding: payload, as: UTF8.self) }
    /// Of a close frame.
    package var closeCode: Int { payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : 0 }
    /// Of a close frame: the words behind its code.
    package var closeReason: String { String(decoding: payload.dropFirst(2), as: UTF8.self) }
  }

  private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  private var received: [UInt8] = []

  private init(
    _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  ) {
    self.inbound = inbound.makeAsyncIterator()
    self.outbound = outbound
  }

  package static func with(_ port: Int, _ body: (RawSocket) async throws -> Void) async throws {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    try await channel.executeThenClose { inbound, outbound in try await body(RawSocket(inbound, outbound)) }
  }

  package func write(_ text: String) async throws { try await outbound.write(ByteBuffer(string: text)) }

  package func write(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

  /// Asks for a WebSocket.
  package func upgrade(_ path: String, _ headers: [String] = [], origin: String? = nil) async throws {
    let lines =
      [
        "GET \(path) HTTP/1.1", "Host: panel.test", "Connection: Upgrade", "Upgrade: websocket",
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ] + headers + (origin.map { ["Origin: \($0)"] } ?? [])
    try await write(lines.joined(separator: "\r\n") + "\r\n\r\n")
  }

  /// The head of a response; its status is the second word.
  package func head() async throws -> String {
    while true {
      if let end = received.firstRange(of: Array("\r\n\r\n".utf8)) {
        let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
        received.removeFirst(end.upperBound)
        return head
      }
      guard try await more() else { throw SlipwayError(.unreachable, "closed before a head came") }
    }
  }

  package func status() async throws -> Int { Int(try await head().split(separator: " ")[1]) ?? 0 }

  /// Sends a masked frame.
  package func frame(_ opcode: UInt8, _ payload: [UInt8] = [], isFinal: Bool = true) async throws {
    var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | opcode]
    switch payload.count {
    case ..<126: bytes.append(0x80 | UInt8(payload.count))
    case ..<65536: bytes += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    default:
      bytes.append(0x80 | 127)
      for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(payload.count >> shift & 0xFF)) }
    }
    let mask: [UInt8] = [1, 2, 3, 4]
    bytes += mask
    bytes += payload.enumerated().map { $0.element ^ mask[$0.offset % 4] }
    try await write(bytes)
  }

  /// The next frame; `nil` when the connection has ended.
  package func next() async throws -> Frame? {
    guard try await fill(2) else { return nil }
    let (first, second) = (received[0], received[1])
    var (length, header) = (Int(second & 0x7F), 2)
    if length == 126 {
      guard try await fill(4) else { return nil }
      (length, header) = (Int(received[2]) << 8 | Int(received[3]), 4)
    } else if length == 127 {
      guard try await fill(10) else { return nil }
      (length, header) = (received[2..<10].reduce(0) { $0 << 8 | Int($1) }, 10)
    }
    guard try await fill(header + length) else { return nil }
    let payload = Array(received[header..<(header + length)])
    received.removeFirst(header + length)
    return Frame(opcode: first & 0x0F, payload: payload)
  }

  /// The next bytes, whatever they are.
  package func take(_ count: Int) async throws -> [UInt8] {
    guard try await fill(count) else { throw SlipwayError(.unreachable, "closed before \(count) bytes came") }
    defer { received.removeFirst(count) }
    return Array(received[..<count])
  }

  private func fill(_ count: Int) async throws -> Bool {
    while received.count < count { guard try await more() else { return false } }
    return true
  }

  private func more() async throws -> Bool {
    guard let buffer = try await inbound.next() else { return false }
    received += Array(buffer.readableBytesView)
    return true
  }
}
