import Foundation
import SlipwayCore
import Synchronization

/// The jobs that this process has leased and not begun: each begins when one of its pool has ended, before that end is
/// written.
final class JobHand: Sendable {
  private struct State {
    var waiting: [(job: Job, since: ContinuousClock.Instant)] = []
    var slots: [String: Int] = [:]
    var atWork: [String: Int] = [:]
  }
  private let state = Mutex(State())

  /// How many wait.
  var count: Int { state.withLock { $0.waiting.count } }

  /// - Parameter slots: how many of each pool may run at once from now on; `nil` leaves it as it is.
  func add(_ jobs: [Job], slots: [String: Int]? = nil) {
    state.withLock { state in
      state.waiting += jobs.map { ($0, .now) }
      state.slots = slots ?? state.slots
    }
  }

  /// The first one that may begin, and counts as at work from here on. What was leased for too short a time is forgotten: it
  /// may be somebody else's by now.
  func begin(leasedBeyond moment: Date) -> Job? {
    state.withLock { state in
      state.waiting.removeAll { $0.job.leaseUntil.map { $0 <= moment } ?? true }
      let place = state.waiting.firstIndex {
        state.atWork[$0.job.pool, default: 0] < state.slots[$0.job.pool, default: 0]
      }
      guard let place else { return nil }
      let job = state.waiting.remove(at: place).job
      state.atWork[job.pool, default: 0] += 1
      return job
    }
  }

  /// It is not at work any more.
  func end(_ job: Job) { state.withLock { $0.atWork[job.pool, default: 0] -= 1 } }

  /// Those that have waited too long for a place: another process may have one.
  func take(after patience: Duration) -> [Job] {
    state.withLock { state in
      let moment = ContinuousClock.now - patience
      defer { state.waiting.removeAll { $0.since <= moment } }
      return state.waiting.filter { $0.since <= moment }.map(\.job)
    }
  }
}
