import AsyncAlgorithms
import Hummingbird
import NIOCore

/// Where the answer to a git client goes.
struct GitOutput: Sendable {
  let write: @Sendable ([UInt8]) async throws -> Void

  /// Sends what `body` writes as the body of an HTTP answer; ends `body` when the client is gone.
  static func answering(
    _ writer: inout any ResponseBodyWriter, _ body: @escaping @Sendable (GitOutput) async throws -> Void
  ) async throws {
    let channel = AsyncChannel<[UInt8]>()
    let output = GitOutput { bytes in
      await channel.send(bytes)
      try Task.checkCancellation()
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { channel.finish() }
        try await body(output)
      }
      defer { group.cancelAll() }
      for await bytes in channel { try await writer.write(ByteBuffer(bytes: bytes)) }
      try await group.waitForAll()
    }
    try await writer.finish(nil)
  }
}
