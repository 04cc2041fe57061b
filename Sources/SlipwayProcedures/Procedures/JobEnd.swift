import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Waits for the end of a job that a caller asked for.
struct JobEnd: Sendable {
  /// What became of the job.
  enum State: Sendable {
    /// With the sentence of why it failed, or none.
    case ended(String?)
    /// It failed and is tried again.
    case failing(String)
    case atWork
  }

  private let job: ID<Job>
  private let store: Store
  private let wakes: Wakes

  /// Make it when the job is written: events count from now on.
  init(_ job: ID<Job>, _ call: Call) {
    self.job = job
    store = call.store
    wakes = Wakes(call.engine.bus)
    call.engine.bus.publish(.jobQueued)
  }

  /// - Returns: ``State/atWork`` when it takes longer than `limit`.
  func wait(for limit: Duration) async throws -> State {
    let begun = ContinuousClock.now
    let (job, store) = (job, store)
    // An event may get lost, and none comes when the limit has passed.
    let interval = max(.milliseconds(50), min(.seconds(2), limit))
    return try await wakes.untilAnswer(atLeastEvery: interval) {
      $0 == .jobMoved(job)
    } _: {
      let row = try await store.read { try $0.jobs.find(job) }
      // One that is gone belonged to something that is gone.
      guard let row else { return .ended(nil) }
      switch row.state {
      case .finished, .cancelled: return .ended(nil)
      case .failed: return .ended(row.lastError ?? "It failed.")
      case .queued where row.attempts > 0: return .failing(row.lastError ?? "it failed")
      case .queued, .running: return ContinuousClock.now - begun < limit ? nil : .atWork
      }
    }
  }
}
