package import HummingbirdCore
package import Logging
package import NIOCore
import NIOHTTP1
package import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// The pipeline of one connection: HTTP/1.1 that can become a WebSocket at any request.
package struct WebSocketHTTPChannel: ServerChildChannel, HTTPChannelHandler {
  package typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
  package let responder: HTTPChannelHandler.Responder
  package let limits: WebSocketLimits
  private let proxyToken: String
  private let connections = AtWork()

  package init(responder: @escaping HTTPChannelHandler.Responder, limits: WebSocketLimits, proxyToken: String) {
    self.responder = responder
    self.limits = limits
    self.proxyToken = proxyToken
  }

  package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      let encoder = HTTPResponseEncoder()
      let decoder = ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes))
      try pipeline.addHandler(encoder)
      try pipeline.addHandler(decoder)
      try pipeline.addHandler(ProtocolSwitch(encoder: encoder, decoder: decoder, limits: limits))
      try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
      try pipeline.addHandler(
        ConnectionGate(connections: connections, limit: limits.connectionsPerAddress, proxyToken: proxyToken))
      try pipeline.addHandler(HTTPConnectionStateHandler(idleTimeout: limits.idleTimeout, logger: logger))
      return try NIOAsyncChannel(
        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }
  }

  package func handle(value: Value, logger: Logger) async {
    await handleHTTP(asyncChannel: value, logger: logger)
  }
}

extension HTTPServerBuilder {
  /// HTTP/1.1 whose routes may answer 101 by ``WebSocketHandshake``.
  /// - Parameter proxyToken: what the proxy sends as ``PanelRoute/tokenHeader``.
  package static func http1WithWebSockets(
    _ limits: WebSocketLimits = WebSocketLimits(), proxyToken: String
  ) -> HTTPServerBuilder {
    HTTPServerBuilder { WebSocketHTTPChannel(responder: $0, limits: limits, proxyToken: proxyToken) }
  }
}
