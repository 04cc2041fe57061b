import AsyncAlgorithms
package import NIOCore
import NIOWebSocket

/// What a WebSocket route talks through. Sending waits while the peer is slow.
package struct WebSocketConnection: Sendable {
  let outgoing: AsyncChannel<ByteBuffer>
  let incoming: AsyncChannel<WebSocketMessage>

  /// Sends one text message.
  /// - Throws: `CancellationError` when the connection has ended.
  package func send(text: String) async throws {
    try Task.checkCancellation()
    await outgoing.send(MessagePart.encode(text: text))
    try Task.checkCancellation()
  }

  /// Sends one binary message.
  /// - Throws: `CancellationError` when the connection has ended.
  package func send(binary: ByteBuffer) async throws {
    try Task.checkCancellation()
    await outgoing.send(MessagePart.encode(.binary, binary))
    try Task.checkCancellation()
  }

  /// Hands every message to `body` until the peer goes.
  package func receive(_ body: (WebSocketMessage) async throws -> Void) async throws {
    for await message in incoming { try await body(message) }
  }

  func control(_ opcode: WebSocketOpcode, _ payload: ByteBuffer) async {
    await outgoing.send(MessagePart.encode(opcode, payload))
  }
}

extension WebSocketConnection {
  /// One whose ends nobody holds yet.
  init() { self.init(outgoing: AsyncChannel(), incoming: AsyncChannel()) }
}
