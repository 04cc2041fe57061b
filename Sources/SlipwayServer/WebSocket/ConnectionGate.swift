import NIOCore

/// Closes connections that are too many for one address: each costs memory, and a file that others may need.
final class ConnectionGate: ChannelInboundHandler {
  typealias InboundIn = NIOAny
  private let connections: AtWork
  private let limit: Int
  private var entered: [(name: String, limit: Int)] = []

  init(connections: AtWork, limit: Int) {
    self.connections = connections
    self.limit = limit
  }

  func channelActive(context: ChannelHandlerContext) {
    let names = [(name: context.remoteAddress?.ipAddress ?? "", limit: limit)]
    let isOpen = connections.enter(names)
    if isOpen { entered = names }
    context.fireChannelActive()
    if !isOpen { context.close(promise: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    connections.leave(entered)
    entered = []
    context.fireChannelInactive()
  }
}
