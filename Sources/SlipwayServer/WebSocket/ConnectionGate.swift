import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Refuses connections that are too many for one address: each costs memory, and a file that others may need.
///
/// Those of a proxy are its clients', each for as long as a request of theirs is at work on it.
final class ConnectionGate: ChannelDuplexHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart
  private typealias Places = [(name: String, limit: Int)]

  private let connections: AtWork
  private let limit: Int
  private let proxyToken: String
  /// The peer's own, until it turns out to be a proxy.
  private var own: Places = []
  /// Of the requests that are not answered yet, oldest first; none where the peer's own counts.
  private var forwarded: [Places] = []
  private var isRefusing = false

  init(connections: AtWork, limit: Int, proxyToken: String) {
    self.connections = connections
    self.limit = limit
    self.proxyToken = proxyToken
  }

  func channelActive(context: ChannelHandlerContext) {
    let places = [(name: context.remoteAddress?.ipAddress ?? "", limit: limit)]
    let isOpen = connections.enter(places)
    if isOpen { own = places }
    context.fireChannelActive()
    if !isOpen { context.close(promise: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    connections.leave(own + forwarded.flatMap(\.self))
    (own, forwarded) = ([], [])
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isRefusing else { return }
    if case .head(let head) = Self.unwrapInboundIn(data), !admit(head, context) { return refuse(context) }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = Self.unwrapOutboundIn(data), !forwarded.isEmpty { connections.leave(forwarded.removeFirst()) }
    context.write(data, promise: promise)
  }

  private func admit(_ head: HTTPRequest, _ context: ChannelHandlerContext) -> Bool {
    let client = ClientAddress(peer: context.remoteAddress, headers: head.headerFields, proxyToken: proxyToken)
    var places: Places = []
    if client.isForwarded {
      connections.leave(own)
      own = []
      places = [(name: client.text, limit: limit)]
      guard connections.enter(places) else { return false }
    }
    forwarded.append(places)
    return true
  }

  private func refuse(_ context: ChannelHandlerContext) {
    isRefusing = true
    let response = HTTPResponse(status: .tooManyRequests, headerFields: [.contentLength: "0"])
    context.write(Self.wrapOutboundOut(.head(response)), promise: nil)
    context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
  }
}
