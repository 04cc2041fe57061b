import NIOCore

/// A command and who waits for its answer.
struct RedisRequest: Sendable {
  var words: [String]
  var answer: EventLoopPromise<RESPValue>
}

/// Writes commands, and hands each answer to whoever asked first.
final class RedisReplies: ChannelDuplexHandler {
  typealias InboundIn = RESPValue
  typealias OutboundIn = RedisRequest
  typealias OutboundOut = ByteBuffer

  private var waiting: CircularBuffer<EventLoopPromise<RESPValue>> = []
  private var problem: (any Error)?

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let request = unwrapOutboundIn(data)
    if let problem {
      promise?.fail(problem)
      return
    }
    waiting.append(request.answer)
    context.write(wrapOutboundOut(Self.encoded(request.words, context.channel.allocator)), promise: promise)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let next = waiting.popFirst() else {
      // Nothing was asked: this is no Redis, or not the one that we speak to.
      return errorCaught(context: context, error: RedisError(.refused, "it answered what was not asked"))
    }
    next.succeed(unwrapInboundIn(data))
  }

  func channelInactive(context: ChannelHandlerContext) {
    fail(problem ?? RedisError(.away, "the connection was closed"))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    fail(error)
    context.close(promise: nil)
  }

  private func fail(_ error: any Error) {
    if problem == nil { problem = error }
    let left = waiting
    waiting = []
    for answer in left { answer.fail(error) }
  }

  /// An array of texts, each with its length before it: whatever is in a word, it stays one word.
  static func encoded(_ words: [String], _ allocator: ByteBufferAllocator) -> ByteBuffer {
    var buffer = allocator.buffer(capacity: words.reduce(16) { $0 + $1.utf8.count + 16 })
    buffer.writeString("*\(words.count)\r\n")
    for word in words { buffer.writeString("$\(word.utf8.count)\r\n\(word)\r\n") }
    return buffer
  }
}
