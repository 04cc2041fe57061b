import Crypto
import Foundation
import HTTPTypes
package import Hummingbird

/// Answers a GET route with a WebSocket (RFC 6455 §4.2).
package enum WebSocketHandshake {
  /// - Parameters:
  ///   - reads: whether the route calls ``WebSocketConnection/receive(_:)``.
  ///   - route: runs until it returns why the connection closes.
  /// - Returns: 101, or 426 when the request is no upgrade.
  package static func respond(
    to request: Request, reads: Bool = false, limits: WebSocketLimits = WebSocketLimits(),
    route: @escaping @Sendable (WebSocketConnection) async throws -> WebSocketClose
  ) -> Response {
    guard let key = key(of: request) else {
      return Response(status: .upgradeRequired, headers: [.upgrade: "websocket", .secWebSocketVersion: "13"])
    }
    let body = request.body
    return Response(
      status: .switchingProtocols,
      headers: [.upgrade: "websocket", .connection: "Upgrade", .secWebSocketAccept: accept(key)],
      body: ResponseBody { writer in
        let session = WebSocketSession(reads: reads, limits: limits, route: route)
        try await session.run(body, &writer)
        try await writer.finish(nil)
      })
  }

  private static func key(of request: Request) -> String? {
    guard request.method == .get, request.headers[.upgrade]?.lowercased() == "websocket",
      request.headers[.secWebSocketVersion] == "13", let key = request.headers[.secWebSocketKey],
      Data(base64Encoded: key)?.count == 16
    else { return nil }
    return key
  }

  private static func accept(_ key: String) -> String {
    let digest = Insecure.SHA1.hash(data: Data((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
    return Data(digest).base64EncodedString()
  }
}
