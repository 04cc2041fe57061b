package import NIOCore

/// A program on a terminal of its own, in a container or on a machine: what it writes comes out, what is typed goes in.
package protocol Terminal: Sendable {
  /// Runs until the program ends, or whoever types has gone; nothing of the program is left when this returns.
  /// - Parameters:
  ///   - output: given what the program writes; while it takes its time, the program waits.
  ///   - typing: gives what is typed to the keyboard, and returns when nobody types any more.
  /// - Returns: the program's exit status; `nil` when it was ended.
  /// - Throws: what `output` and `typing` throw; ``SlipwayError`` when the program cannot be started.
  func run(
    output: @escaping @Sendable (ByteBuffer) async throws -> Void,
    typing: @escaping @Sendable (any TerminalKeyboard) async throws -> Void
  ) async throws -> Int?
}

/// Where what is typed goes to, and what is told of the window.
package protocol TerminalKeyboard: Sendable {
  /// Waits while the program does not read.
  /// - Throws: `CancellationError` when the program has ended.
  func type(_ bytes: ByteBuffer) async throws

  /// - Throws: `CancellationError` when the program has ended.
  func resize(_ size: TerminalSize) async throws
}
