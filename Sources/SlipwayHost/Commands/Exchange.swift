import Subprocess

/// A program that is talked with in bytes: what it reads comes from somewhere as it comes, what it writes goes somewhere.
package struct Exchange: Sendable {
  package var command: Command
  /// What the program reads next; `nil` is the end. Asked no more when the program has ended.
  package var next: @Sendable () async -> [UInt8]?
  /// What it wrote to its standard output; what it says beside that is kept as lines of the result.
  package var take: @Sendable ([UInt8]) async throws -> Void
  /// Told when the program writes no more. ``next`` must return soon after.
  package var ended: @Sendable () -> Void

  package init(
    _ command: Command, next: @escaping @Sendable () async -> [UInt8]?,
    take: @escaping @Sendable ([UInt8]) async throws -> Void, ended: @escaping @Sendable () -> Void = {}
  ) {
    self.command = command
    self.next = next
    self.take = take
    self.ended = ended
  }
}

/// Writes what an exchange brings to a program's standard input.
struct ExchangeInput: InputProtocol {
  let next: @Sendable () async -> [UInt8]?

  func write(with writer: StandardInputWriter) async throws {
    while let bytes = await next() {
      // A program may have read enough; its status tells whether that was wrong.
      do { _ = try await writer.write(bytes) } catch { return }
    }
  }
}
