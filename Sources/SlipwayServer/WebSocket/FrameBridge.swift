import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Stands between WebSocket frames and the HTTP server above, which goes on seeing one long request and response.
final class FrameBridge: ChannelDuplexHandler {
  typealias InboundIn = WebSocketFrame
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = WebSocketFrame

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = Self.unwrapInboundIn(data)
    let payload = frame.maskKey == nil ? frame.data : frame.unmaskedData
    context.fireChannelRead(Self.wrapInboundOut(.body(MessagePart.encode(frame.opcode, payload))))
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch Self.unwrapOutboundIn(data) {
    case .body(.byteBuffer(let part)):
      guard let (opcode, payload) = MessagePart.decode(part) else { fallthrough }
      let frame = WebSocketFrame(fin: true, opcode: opcode, data: payload)
      context.write(Self.wrapOutboundOut(frame), promise: promise)
    case .head, .body:
      promise?.succeed()
    case .end:
      context.flush()
      promise?.succeed()
      context.close(promise: nil)
    }
  }
}
