import SlipwayCore
import Synchronization

/// Jobs that succeeded and wait until the runner's next transaction says so.
final class JobEnds: Sendable {
  /// One of them, and who waits for it.
  struct End: Sendable {
    var job: ID<Job>
    var written: CheckedContinuation<Void, any Error>
  }

  /// No turn of the runner writes it.
  struct Closed: Error {}

  private struct State {
    var waiting: [End] = []
    var isClosed = false
  }
  private let state = Mutex(State())

  /// Returns when it is written.
  /// - Parameter ring: asks the runner for a turn.
  /// - Returns: `false` when no turn did, and the caller has to write it by itself.
  func wait(for job: ID<Job>, _ ring: () -> Void) async throws -> Bool {
    do {
      try await withCheckedThrowingContinuation { written in
        let isClosed = state.withLock { state in
          if !state.isClosed { state.waiting.append(End(job: job, written: written)) }
          return state.isClosed
        }
        if isClosed { written.resume(throwing: Closed()) } else { ring() }
      }
      return true
    } catch is Closed {
      return false
    }
  }

  func take() -> [End] {
    state.withLock { state in
      defer { state.waiting = [] }
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
