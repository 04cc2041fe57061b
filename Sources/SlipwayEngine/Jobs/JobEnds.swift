import SlipwayCore
import Synchronization

/// Jobs that succeeded and wait until the runner's next transaction says so.
///
/// A transaction waits for the disk, whatever it writes: one end waits for others, as long as there are any to come and for a
/// moment only.
final class JobEnds: Sendable {
  /// How long an end waits for company: less than a disk takes to keep it.
  private static let patience = Duration.milliseconds(2)

  /// One of them, and who waits for it.
  struct End: Sendable {
    var job: Job
    var written: CheckedContinuation<Void, any Error>
  }

  /// No turn of the runner writes it.
  struct Closed: Error {}

  private struct State {
    var waiting: [End] = []
    /// Whether somebody rings after the moment.
    var isExpected = false
    var isClosed = false
  }
  private let state = Mutex(State())

  /// Returns when it is written.
  /// - Parameters:
  ///   - atWork: how many jobs have not been written yet, this one among them.
  ///   - ring: asks the runner for a turn.
  /// - Returns: `false` when no turn did, and the caller has to write it by itself.
  func wait(for job: Job, atWork: () -> Int, _ ring: @escaping @Sendable () -> Void) async throws -> Bool {
    do {
      try await withCheckedThrowingContinuation { written in
        let isClosed = state.withLock { state in
          if !state.isClosed { state.waiting.append(End(job: job, written: written)) }
          return state.isClosed
        }
        guard !isClosed else { return written.resume(throwing: Closed()) }
        if isLast(of: atWork()) { ring() } else { expect(ring) }
      }
      return true
    } catch is Closed {
      return false
    }
  }

  private func isLast(of count: Int) -> Bool { state.withLock { $0.waiting.count >= count } }

  private func expect(_ ring: @escaping @Sendable () -> Void) {
    let isFirst = state.withLock { state in
      defer { state.isExpected = true }
      return !state.isExpected
    }
    guard isFirst else { return }
    Task {
      try? await Task.sleep(for: Self.patience)
      if state.withLock({ $0.isExpected && !$0.waiting.isEmpty }) { ring() }
    }
  }

  func take() -> [End] {
    state.withLock { state in
      defer {
        state.waiting = []
        state.isExpected = false
      }
      return state.waiting
    }
  }

  /// - Returns: those that wait still.
  func close() -> [End] {
    state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [] }
      return state.waiting
    }
  }
}
