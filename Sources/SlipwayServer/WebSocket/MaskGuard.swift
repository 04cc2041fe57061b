import NIOCore
import NIOWebSocket

/// Ends connections whose client does not mask its frames (RFC 6455 §5.1). It must stand before the aggregator, which
/// forgets masks.
final class MaskGuard: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias InboundOut = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard Self.unwrapInboundIn(data).maskKey == nil else { return context.fireChannelRead(data) }
    let close = WebSocketFrame(fin: true, opcode: .connectionClose, data: WebSocketClose(1002).payload)
    context.writeAndFlush(Self.wrapOutboundOut(close), promise: nil)
    context.close(promise: nil)
  }
}
