import NIOCore
import NIOPosix

/// A server that says the same to everybody.
package enum CannedServer {
  /// Answers every connection's first bytes with the same text and keeps it open.
  @discardableResult
  package static func with<Result>(
    _ answer: String, at host: String = "127.0.0.1", _ body: (Int, AsyncStream<String>) async throws -> Result
  ) async throws -> Result {
    let (seen, continuation) = AsyncStream.makeStream(of: String.self)
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(CannedAnswer(answer, continuation))
        }
      }.bind(host: host, port: 0).get()
    guard let port = server.localAddress?.port else { throw EndToEndFailure("a socket without a port") }
    do {
      let result = try await body(port, seen)
      try await server.close()
      return result
    } catch {
      try? await server.close()
      throw error
    }
  }
}

/// Writes the same answer to whatever it reads.
private final class CannedAnswer: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer
  private let answer: String
  private let seen: AsyncStream<String>.Continuation

  init(_ answer: String, _ seen: AsyncStream<String>.Continuation) {
    self.answer = answer
    self.seen = seen
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    seen.yield(String(buffer: unwrapInboundIn(data)))
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
  }
}
