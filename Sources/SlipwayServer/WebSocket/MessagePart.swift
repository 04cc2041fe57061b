import NIOCore
import NIOWebSocket

/// How a frame travels through the HTTP server after the switch: a body part whose first byte is the opcode.
enum MessagePart {
  static func encode(_ opcode: WebSocketOpcode, _ payload: ByteBuffer) -> ByteBuffer {
    var part = ByteBuffer()
    part.reserveCapacity(payload.readableBytes + 1)
    part.writeInteger(UInt8(webSocketOpcode: opcode))
    part.writeImmutableBuffer(payload)
    return part
  }

  static func encode(text: String) -> ByteBuffer {
    var part = ByteBuffer()
    part.reserveCapacity(text.utf8.count + 1)
    part.writeInteger(UInt8(webSocketOpcode: .text))
    part.writeString(text)
    return part
  }

  /// - Returns: `nil` for a part that is none of ours.
  static func decode(_ part: ByteBuffer) -> (opcode: WebSocketOpcode, payload: ByteBuffer)? {
    var payload = part
    guard let byte = payload.readInteger(as: UInt8.self), let opcode = WebSocketOpcode(encodedWebSocketOpcode: byte)
    else { return nil }
    return (opcode, payload)
  }
}
