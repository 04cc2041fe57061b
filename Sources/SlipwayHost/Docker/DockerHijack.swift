import Foundation
import NIOCore
import NIOPosix
import SlipwayCore

/// A connection that the engine hands over to a command: the command's input goes in as it is, its outputs come back
/// in frames.
struct DockerHijack: Sendable {
  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>
  private static let longestHead = 64 << 10

  /// `unix:///path` or `tcp://host:port`.
  let address: String

  /// Sends the request, then the input to its end.
  /// - Parameter limit: how many bytes of both outputs are kept.
  func run(_ request: DockerRequest, version: String, input: Secret, limit: Int) async throws -> [UInt8] {
    let connection = try await connect()
    let head = Self.head(of: request, version)
    return try await connection.executeThenClose { inbound, outbound in
      var answer = Answer(inbound.makeAsyncIterator(), request)
      try await outbound.write(ByteBuffer(string: head))
      try await answer.readHead()
      try await outbound.write(ByteBuffer(string: input.reveal()))
      outbound.finish()
      return try await answer.output(limit: limit)
    }
  }

  /// Sends the request, and then carries what is typed and what is written until one side has ended.
  func run(
    _ request: DockerRequest, version: String, _ viewer: TerminalPump.Viewer,
    resizing: @escaping @Sendable (TerminalSize) async throws -> Void
  ) async throws {
    let connection = try await connect()
    let head = Self.head(of: request, version)
    try await connection.executeThenClose { inbound, outbound in
      var answer = Answer(inbound.makeAsyncIterator(), request)
      try await outbound.write(ByteBuffer(string: head))
      try await answer.readHead()
      let keyboard = StreamKeyboard(stream: outbound, resizing: resizing)
      try await TerminalPump.run(viewer, connection.channel, keyboard) { try await answer.piece() }
    }
  }

  private func connect() async throws -> Connection {
    let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.allowRemoteHalfClosure, value: true).connectTimeout(.seconds(5))
    let wrap: @Sendable (any Channel) -> EventLoopFuture<Connection> = { channel in
      channel.eventLoop.makeCompletedFuture {
        try Connection(
          wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
      }
    }
    if address.hasPrefix("unix://") {
      let path = String(address.dropFirst("unix://".count))
      return try await bootstrap.connect(unixDomainSocketPath: path, channelInitializer: wrap)
    }
    let parts = address.dropFirst("tcp://".count).split(separator: ":")
    guard address.hasPrefix("tcp://"), parts.count == 2, let port = Int(parts[1]) else {
      throw SlipwayError(.unreachable, "\(address) is no address of a Docker Engine.")
    }
    return try await bootstrap.connect(host: String(parts[0]), port: port, channelInitializer: wrap)
  }

  private static func head(of request: DockerRequest, _ version: String) -> String {
    let body = String(decoding: request.body ?? Data(), as: UTF8.self)
    return """
      \(request.method) \(request.target(version: version)) HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r
      Upgrade: tcp\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)
      """
  }

  /// What comes back: a head, and after it frames, or Docker's words of a refusal.
  private struct Answer {
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private let request: DockerRequest
    /// What came with the end of the head.
    private var rest = ByteBuffer()

    init(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator, _ request: DockerRequest) {
      self.inbound = inbound
      self.request = request
    }

    /// - Throws: ``SlipwayError`` with Docker's words when it does not hand the connection over.
    mutating func readHead() async throws {
      var bytes: [UInt8] = []
      while bytes.count < DockerHijack.longestHead, let piece = try await inbound.next() {
        bytes += piece.readableBytesView
        guard let end = Self.end(of: bytes) else { continue }
        rest = ByteBuffer(bytes: bytes[end...])
        let line = String(decoding: bytes.prefix { $0 != 13 }, as: UTF8.self)
        let status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        guard status == 101 || status == 200 else { throw refusal(status, bytes[end...]) }
        return
      }
      throw SlipwayError(.unreachable, "Docker ended the connection when asked to \(request.what).")
    }

    mutating func output(limit: Int) async throws -> [UInt8] {
      var demultiplexer = LogDemultiplexer()
      var output: [UInt8] = []
      demultiplexer.feed(rest)
      while true {
        while let chunk = try demultiplexer.next() { output += chunk.bytes.prefix(limit - output.count) }
        guard let piece = try await inbound.next() else { return output }
        demultiplexer.feed(piece)
      }
    }

    /// The next bytes as they come, without frames: those of a terminal.
    mutating func piece() async throws -> ByteBuffer? {
      guard rest.readableBytes == 0 else {
        defer { rest.clear() }
        return rest
      }
      return try await inbound.next()
    }

    private func refusal(_ status: Int, _ body: ArraySlice<UInt8>) -> SlipwayError {
      let words = String(decoding: body, as: UTF8.self).trimmingSpaces()
      return SlipwayError(
        status == 404 ? .notFound : status == 409 ? .conflict : .internal,
        "Docker refused to \(request.what): \(words)", details: ["docker": words])
    }

    private static func end(of bytes: [UInt8]) -> Int? {
      guard bytes.count >= 4 else { return nil }
      return (4...bytes.count).first { bytes[($0 - 4)..<$0].elementsEqual([13, 10, 13, 10]) }
    }
  }
}
