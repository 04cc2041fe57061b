import Synchronization

/// A write that stands in line for the one writer.
struct WaitingWrite<Connection>: Sendable {
  fileprivate let number: Int
  /// Runs the body.
  /// - Returns: what tells who waits, once the body's effects are kept.
  let run: @Sendable (Connection) throws -> @Sendable () -> Void
  /// Tells who waits that nothing of it is kept.
  let fail: @Sendable (any Error) -> Void
}

/// Writes in the order of their arrival. Whoever serves the line takes as many at once as it likes, so that they share what
/// a transaction costs.
final class WriteLine<Connection>: Sendable {
  private struct State {
    var waiting: [WaitingWrite<Connection>] = []
    var last = 0
  }
  private let state = Mutex(State())

  /// How many wait for their turn.
  var count: Int { state.withLock { $0.waiting.count } }

  /// Waits until the body's effects are kept.
  /// - Parameters:
  ///   - serve: has the line served soon, by somebody who takes at least one write if one waits.
  ///   - body: may be run again.
  /// - Throws: `CancellationError` when it was cancelled before its turn; what the body throws.
  func write<Result: Sendable>(
    _ body: @escaping @Sendable (Connection) throws -> Result, serve: () -> Void
  ) async throws -> Result {
    try Task.checkCancellation()
    let number = state.withLock { state in
      state.last += 1
      return state.last
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let write = WaitingWrite<Connection>(number: number) { connection in
          let result = try body(connection)
          return { continuation.resume(returning: result) }
        } fail: { error in
          continuation.resume(throwing: error)
        }
        state.withLock { $0.waiting.append(write) }
        serve()
      }
    } onCancel: {
      leave(number)?.fail(CancellationError())
    }
  }

  /// The next one, which leaves the line: from here on it is not cancelled any more.
  func next() -> WaitingWrite<Connection>? {
    state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
  }

  private func leave(_ number: Int) -> WaitingWrite<Connection>? {
    state.withLock { state in
      guard let place = state.waiting.firstIndex(where: { $0.number == number }) else { return nil }
      return state.waiting.remove(at: place)
    }
  }
}
