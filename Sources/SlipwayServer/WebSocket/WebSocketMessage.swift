package import NIOCore

/// One message, whole.
package enum WebSocketMessage: Sendable, Hashable {
  case text(String)
  case binary(ByteBuffer)
}

/// Why a WebSocket ends, as the peer is told.
package struct WebSocketClose: Error, Sendable, Hashable {
  package var code: UInt16
  /// At most 123 bytes of UTF-8 travel.
  package var reason: String

  package init(_ code: UInt16, _ reason: String = "") {
    self.code = code
    self.reason = reason
  }

  package static let normal = WebSocketClose(1000)
  package static let goingAway = WebSocketClose(1001)
  package static let internalError = WebSocketClose(1011)

  /// Published closes of this API: a parameter is missing or wrong.
  package static func badParameter(_ reason: String) -> WebSocketClose { WebSocketClose(4000, reason) }
  /// The caller may not see this.
  package static let notAuthorized = WebSocketClose(4003, "Not authorized")

  var payload: ByteBuffer {
    var text = reason
    while text.utf8.count > 123 { text.removeLast() }
    var buffer = ByteBuffer()
    buffer.writeInteger(code)
    buffer.writeString(text)
    return buffer
  }
}
