import NIOCore
import SlipwayCore

/// Carries bytes between a stream that leads to a terminal and whoever looks at it, both ways at once.
enum TerminalPump {
  /// The two sides of whoever looks.
  struct Viewer: Sendable {
    var output: @Sendable (ByteBuffer) async throws -> Void
    var typing: @Sendable (any TerminalKeyboard) async throws -> Void
  }

  /// Returns when the stream has ended or nobody types any more.
  /// - Parameters:
  ///   - channel: closed when nobody types any more, so that the reading ends too.
  ///   - next: the next bytes of the stream.
  static func run(
    _ viewer: Viewer, _ channel: any Channel, _ keyboard: StreamKeyboard, next: () async throws -> ByteBuffer?
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { channel.close(mode: .all, promise: nil) }
        try await viewer.typing(keyboard)
      }
      while let piece = try await next() { try await viewer.output(piece) }
      group.cancelAll()
      do {
        try await group.waitForAll()
      } catch is CancellationError where !Task.isCancelled {
        // The program has ended while somebody typed.
      }
    }
  }
}

/// The keyboard of a terminal at the other end of a stream.
struct StreamKeyboard: TerminalKeyboard {
  let stream: NIOAsyncChannelOutboundWriter<ByteBuffer>
  let resizing: @Sendable (TerminalSize) async throws -> Void

  func type(_ bytes: ByteBuffer) async throws {
    do {
      try await stream.write(bytes)
    } catch {
      // Whatever the stream calls it: nobody reads any more.
      throw CancellationError()
    }
  }

  func resize(_ size: TerminalSize) async throws { try await resizing(size) }
}
