import Foundation
import Logging
import SlipwayCore
import SlipwayStore

/// Writes down how a job ended: finished, given back, tried again, given up.
struct JobSettlement: Sendable {
  let engine: Engine
  let kinds: [String: any RunnableJob.Type]
  let timing: JobTiming
  /// Who holds the leases.
  let owner: String
  private var logger: Logger { Logger(label: "slipway.jobs") }

  /// - Parameter wasCancelled: the runner told it to stop.
  func settle(_ job: Job, _ result: Result<Void, any Error>, wasCancelled: Bool) async throws {
    let owner = owner
    switch result {
    case .success:
      _ = try await engine.store.write { try $0.jobs.finish(job.id, owner: owner, state: .finished, error: nil) }
    case .failure(let error) where error is CancellationError && wasCancelled:
      let now = engine.now()
      _ = try await engine.store.write { try $0.jobs.retry(job.id, owner: owner, at: now, error: nil) }
      // For another worker, if there is one.
      engine.bus.publish(.jobQueued)
    case .failure(let snooze as JobSnooze):
      let at = engine.now().addingTimeInterval(snooze.wait.inSeconds)
      _ = try await engine.store.write {
        try $0.jobs.retry(job.id, owner: owner, at: at, error: nil, pool: snooze.pool?.rawValue)
      }
    case .failure(let error):
      try await settle(job, failed: error)
    }
  }

  private func settle(_ job: Job, failed error: any Error) async throws {
    let owner = owner
    let metadata: Logger.Metadata = [
      LogKeys.job: "\(job.id)", LogKeys.jobKind: "\(job.kind)", LogKeys.error: "\(error)",
    ]
    if let refusal = error as? JobRefusal {
      _ = try await engine.store.write {
        try $0.jobs.finish(job.id, owner: owner, state: .failed, error: refusal.message)
      }
      return
    }
    if let unreadable = error as? UnreadableArguments {
      // Another attempt reads the same, and its kind cannot be asked what to put right.
      logger.error("the arguments of a job cannot be read; it is given up", metadata: metadata)
      _ = try await engine.store.write {
        try $0.jobs.finish(job.id, owner: owner, state: .failed, error: "\(unreadable)")
      }
      return
    }
    if isLast(job) {
      logger.error("a job failed for good", metadata: metadata)
      if await giveUp(job, error) {
        _ = try await engine.store.write {
          try $0.jobs.finish(job.id, owner: owner, state: .failed, error: "\(error)")
        }
        return
      }
    } else {
      logger.warning("a job failed and is tried again", metadata: metadata)
    }
    let at = engine.now().addingTimeInterval(timing.wait(after: job.attempts + 1).inSeconds)
    _ = try await engine.store.write { try $0.jobs.retry(job.id, owner: owner, at: at, error: "\(error)") }
  }

  private func isLast(_ job: Job) -> Bool {
    guard let kind = kinds[job.kind] else { return true }
    return kind.isGivenUp && job.attempts >= timing.backoff.count
  }

  /// - Returns: `false` when the rows could not be put right: then the job stays, so that they are not left as they are.
  private func giveUp(_ job: Job, _ error: any Error) async -> Bool {
    do {
      try await kinds[job.kind]?.giveUpRow(JobContext(engine: engine, job: job), error: error)
      return true
    } catch {
      logger.error("what a failed job left could not be put right", metadata: [LogKeys.error: "\(error)"])
      return false
    }
  }
}
