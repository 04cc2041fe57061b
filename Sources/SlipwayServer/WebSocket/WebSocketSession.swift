import AsyncAlgorithms
import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOWebSocket
import ServiceLifecycle
import SlipwayCore
import Synchronization

/// One open WebSocket: reads, pings, runs the route, and writes from one place.
struct WebSocketSession: Sendable {
  /// Whether the route reads messages; one that does not must not let them pile up.
  let reads: Bool
  let limits: WebSocketLimits
  let route: @Sendable (WebSocketConnection) async throws -> WebSocketClose
  private let connection = WebSocketConnection()
  private let closing = ClosingFlag()

  init(
    reads: Bool, limits: WebSocketLimits,
    route: @escaping @Sendable (WebSocketConnection) async throws -> WebSocketClose
  ) {
    self.reads = reads
    self.limits = limits
    self.route = route
  }

  /// - Parameters:
  ///   - body: the messages of the peer.
  ///   - writer: to the peer; it is not sendable, so everything goes through this loop.
  func run(_ body: RequestBody, _ writer: inout any ResponseBodyWriter) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await read(body) }
      group.addTask { await runRoute() }
      group.addTask { try await ping() }
      for await part in connection.outgoing { try await writer.write(part) }
      group.cancelAll()
    }
  }

  private func read(_ body: RequestBody) async throws {
    defer {
      connection.incoming.finish()
      connection.outgoing.finish()
    }
    for try await part in body {
      guard let (opcode, payload) = MessagePart.decode(part) else { continue }
      switch opcode {
      case .text:
        guard let text = String(validating: payload.readableBytesView, as: UTF8.self) else {
          return await close(WebSocketClose(1007, "The text is not UTF-8"))
        }
        if reads { await connection.incoming.send(.text(text)) }
      case .binary:
        if reads { await connection.incoming.send(.binary(payload)) }
      case .ping: await connection.control(.pong, payload)
      case .connectionClose: return await answerClose(payload)
      default: break
      }
    }
  }

  private func runRoute() async {
    let reason: WebSocketClose
    do {
      reason = try await cancelWhenGracefulShutdown { try await route(connection) }
    } catch let close as WebSocketClose {
      reason = close
    } catch is CancellationError {
      reason = .goingAway
    } catch {
      Logger.current.error("stream failed", metadata: [LogKeys.error: "\(error)"])
      reason = .internalError
    }
    await close(Task.isShuttingDownGracefully ? .goingAway : reason)
    // The peer's own close ends us earlier.
    try? await Task.sleep(for: limits.closeTimeout)
    connection.outgoing.finish()
  }

  private func ping() async throws {
    while true {
      try await Task.sleep(for: limits.pingInterval)
      await connection.control(.ping, ByteBuffer())
    }
  }

  private func close(_ reason: WebSocketClose) async {
    guard closing.begin() else { return }
    await connection.control(.connectionClose, reason.payload)
  }

  private func answerClose(_ payload: ByteBuffer) async {
    guard closing.begin() else { return }
    await connection.control(.connectionClose, payload.getSlice(at: payload.readerIndex, length: 2) ?? ByteBuffer())
  }
}

/// Says once that the close has begun.
private final class ClosingFlag: Sendable {
  private let hasBegun = Atomic(false)

  /// - Returns: whether this call was the first.
  func begin() -> Bool { !hasBegun.exchange(true, ordering: .relaxed) }
}
