import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Watches the requests and answers of one connection and changes its protocol when a route answers 101.
///
/// NIO's own upgrader looks only at the first request of a connection, but a proxy reuses connections. So a WebSocket
/// is an ordinary route here: every middleware has run before the 101, and this handler does the rest.
final class ProtocolSwitch: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// Where the connection stands.
  private enum State {
    case http
    /// The request's end is held back, so that its body goes on as the stream of messages.
    case webSocketAsked(end: HTTPServerRequestPart?)
    /// The connection ends with the answer: NIO reads nothing more after a request that wants another protocol.
    case closing
    /// The answer came before the request's end: what is left of its body is not worth reading.
    case refusing
    /// Nothing more is read or answered.
    case closed
  }

  private var state = State.http
  /// A request has begun and not ended.
  private var isReading = false
  private let encoder: HTTPResponseEncoder
  private let decoder: ByteToMessageHandler<HTTPRequestDecoder>
  private let limits: WebSocketLimits

  init(encoder: HTTPResponseEncoder, decoder: ByteToMessageHandler<HTTPRequestDecoder>, limits: WebSocketLimits) {
    self.encoder = encoder
    self.decoder = decoder
    self.limits = limits
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let part = Self.unwrapInboundIn(data)
    switch part {
    case .head: isReading = true
    case .end: isReading = false
    case .body: break
    }
    switch (part, state) {
    case (_, .closed): return
    // Who decides by the first name must not be told another one by the second.
    case (.head(let head), .http) where head.headers[canonicalForm: "host"].count > 1: refuse(context)
    case (.head(let head), .http) where head.headers.contains(word: "upgrade", in: "connection"):
      let isWebSocket = head.method == .GET && head.headers.contains(word: "websocket", in: "upgrade")
      state = isWebSocket ? .webSocketAsked(end: nil) : .closing
      context.fireChannelRead(data)
    case (.end, .webSocketAsked(end: nil)):
      state = .webSocketAsked(end: part)
    default:
      context.fireChannelRead(data)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch (Self.unwrapOutboundIn(data), state) {
    case (.head(let head), .http) where isReading && head.status.code >= 400:
      state = .refusing
      writeLast(head, context, promise)
    case (.end, .refusing):
      context.writeAndFlush(data, promise: promise)
      let channel = context.channel
      context.eventLoop.scheduleTask(in: .init(limits.farewell)) { channel.close(promise: nil) }
    case (.head(let head), .webSocketAsked) where head.status == .switchingProtocols:
      context.writeAndFlush(data, promise: promise)
      switchToWebSocket(context)
    case (.head(let head), .webSocketAsked(let end)):
      state = .closing
      writeLast(head, context, promise)
      if let end { context.fireChannelRead(Self.wrapInboundOut(end)) }
    case (.head(let head), .closing) where head.status.code >= 200:
      writeLast(head, context, promise)
    case (.end, .closing):
      context.writeAndFlush(data, promise: promise)
      context.close(promise: nil)
    default:
      context.write(data, promise: promise)
    }
  }

  private func refuse(_ context: ChannelHandlerContext) {
    state = .closed
    let headers: HTTPHeaders = ["content-length": "0", "connection": "close"]
    let head = HTTPResponseHead(version: .http1_1, status: .badRequest, headers: headers)
    context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
    context.close(promise: nil)
  }

  private func writeLast(
    _ head: HTTPResponseHead, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?
  ) {
    var head = head
    head.headers.replaceOrAdd(name: "connection", value: "close")
    context.write(Self.wrapOutboundOut(.head(head)), promise: promise)
  }

  private func switchToWebSocket(_ context: ChannelHandlerContext) {
    let pipeline = context.pipeline
    do {
      try pipeline.syncOperations.addHandlers(
        [
          WebSocketFrameEncoder(),
          ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: limits.frameSize)),
          WebSocketProtocolErrorHandler(),
          MaskGuard(),
          NIOWebSocketFrameAggregator(
            minNonFinalFragmentSize: 0, maxAccumulatedFrameCount: 1024,
            maxAccumulatedFrameSize: limits.messageSize),
          FrameBridge(),
        ], position: .after(self))
      pipeline.syncOperations.removeHandler(context: context, promise: nil)
      // Frames that came with the request are behind the decoder: only a read-complete brings them up.
      pipeline.syncOperations.removeHandler(decoder).assumeIsolated().whenComplete { _ in
        pipeline.fireChannelReadComplete()
      }
      pipeline.syncOperations.removeHandler(encoder).assumeIsolated().whenComplete { _ in }
    } catch {
      context.fireErrorCaught(error)
      context.close(promise: nil)
    }
  }
}

extension HTTPHeaders {
  fileprivate func contains(word: String, in name: String) -> Bool {
    self[canonicalForm: name].contains { $0.lowercased() == word }
  }
}
