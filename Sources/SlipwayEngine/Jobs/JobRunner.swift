import Foundation
import Logging
import ServiceLifecycle
import SlipwayCore
import SlipwayStore

/// Claims jobs by leases and runs them, as many at once as their pools allow.
///
/// It wakes when a job is queued, when one becomes available and when one ends; nothing is polled. What is
/// still at work when the process stops is cancelled after a short grace and given back, so that the next
/// process goes on with it.
package final class JobRunner: Service {
  private let engine: Engine
  private let kinds: [String: any RunnableJob.Type]
  private let timing: JobTiming
  /// The name that this process holds its leases by; it begins with ``place``.
  package let owner: String
  /// Where only one process at a time runs, with a slash at its end; `nil` when it is the only one of all.
  private let place: String?
  private let running = RunningJobs()
  private let wakes: AsyncStream<Void>
  private let bell: AsyncStream<Void>.Continuation
  /// Rings when the next job becomes available.
  private let alarm: Alarm
  private let logger = Logger(label: "slipway.jobs")

  /// - Parameter place: a word for the machine and the folder that this process has for itself, when others share its store.
  package init(
    engine: Engine, kinds: [any RunnableJob.Type] = Jobs.all, timing: JobTiming = JobTiming(), place: String? = nil
  ) {
    self.engine = engine
    self.kinds = Dictionary(kinds.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })
    self.timing = timing
    self.place = place.map { $0 + "/" }
    owner = (self.place ?? "") + "\(getpid())-\(RandomText.suffix(8))"
    let (wakes, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    (self.wakes, self.bell) = (wakes, bell)
    alarm = Alarm { bell.yield() }
  }

  package func run() async throws {
    // Only one process holds the place's lock: every other lease from there is a dead one's.
    let (owner, place) = (owner, place)
    let taken = try await engine.store.write { try $0.jobs.releaseAll(exceptOwner: owner, at: place) }
    if taken > 0 {
      logger.notice("jobs of a process that died are taken over", metadata: [LogKeys.count: "\(taken)"])
    }
    let events = engine.bus.events()
    await withGracefulShutdownHandler {
      // A database server that is away for a while makes the work pause, not fail.
      await Patience.$limit.withValue(timing.patience) { await work(events) }
    } onGracefulShutdown: {
      self.bell.finish()
    }
  }

  private func work(_ events: AsyncStream<Event>) async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.listen(to: events) }
      bell.yield()
      for await _ in wakes { await self.startAll(in: &group) }
      alarm.cancel()
      await drain()
      group.cancelAll()
    }
  }

  private func listen(to events: AsyncStream<Event>) async {
    for await event in events {
      switch event {
      case .jobQueued, .serverSettingsChanged: bell.yield()
      case .cancelRequested(let deployment): running.cancel(ID(deployment.rawValue))
      default: break
      }
    }
  }

  private func startAll(in group: inout DiscardingTaskGroup) async {
    do {
      var asked = engine.now()
      while let job = try await claim(asked) {
        asked = engine.now()
        // Its lease ran out while this process was asleep; it is at work still, and the lease is new again.
        guard !running.contains(job.id) else { continue }
        let work = start(job)
        group.addTask { await self.attend(job, work) }
      }
      if let next = try await nextAvailable(after: asked) { alarm.set(after: next) }
    } catch is CancellationError {
      return
    } catch {
      logger.error("jobs could not be claimed", metadata: [LogKeys.error: "\(error)"])
      alarm.set(after: .seconds(1))
    }
  }

  private func claim(_ now: Date) async throws -> Job? {
    let (owner, until) = (owner, now.addingTimeInterval(timing.lease.inSeconds))
    return try await engine.store.write { tx in
      let settings = try tx.serverSettings()
      let pools = Dictionary(uniqueKeysWithValues: JobPool.allCases.map { ($0.rawValue, $0.limit(settings)) })
      return try tx.jobs.claim(ClaimRequest(owner: owner, pools: pools, now: now, leaseUntil: until))
    }
  }

  /// - Parameter asked: the moment of the last claim: what has become available since then must ring too.
  private func nextAvailable(after asked: Date) async throws -> Duration? {
    guard let next = try await engine.store.read({ try $0.jobs.nextAvailable(after: asked) }) else { return nil }
    return .milliseconds(max(10, Int(next.timeIntervalSince(engine.now()) * 1000) + 5))
  }

  /// A task of its own, because one job among many must be cancellable; ``attend(_:_:)`` waits for it.
  private func start(_ job: Job) -> Task<Void, any Error> {
    let context = JobContext(engine: engine, job: job)
    let kind = kinds[job.kind]
    let work = Task {
      guard let kind else { throw SlipwayError(.internal, "There is no kind of job called '\(job.kind)'.") }
      StepRecorder.reached("job.\(job.kind)", context.engine.configuration)
      try await kind.runRow(context)
      StepRecorder.reached("job.\(job.kind).end", context.engine.configuration)
    }
    running.add(job.id, work)
    return work
  }

  private func attend(_ job: Job, _ work: Task<Void, any Error>) async {
    let lease = Task { await self.keepLease(of: job, work) }
    let result = await withTaskCancellationHandler {
      await work.result
    } onCancel: {
      work.cancel()
    }
    lease.cancel()
    do {
      try await uncancelled { try await self.settle(job, result, wasCancelled: work.isCancelled) }
    } catch {
      logger.error(
        "a job's end could not be written", metadata: [LogKeys.job: "\(job.id)", LogKeys.error: "\(error)"])
    }
    running.remove(job.id)
    engine.bus.publish(.jobMoved(job.id))
    bell.yield()
  }

  /// Renews until ``attend(_:_:)`` ends it: also while what is unwanted is being undone, for until then nobody else may
  /// begin in its lane.
  private func keepLease(of job: Job, _ work: Task<Void, any Error>) async {
    while (try? await Task.sleep(for: timing.renewal)) != nil {
      let (owner, until) = (owner, engine.now().addingTimeInterval(timing.lease.inSeconds))
      let context = JobContext(engine: engine, job: job)
      let kind = kinds[job.kind]
      let found = try? await engine.store.write { tx in
        (
          isMine: try tx.jobs.renew(job.id, owner: owner, until: until),
          isUnwanted: try kind?.isUnwantedRow(context, tx)
        )
      }
      if found?.isUnwanted == true { work.cancel() }
      guard found?.isMine == false else { continue }
      logger.warning("a job's lease was lost; it is stopped", metadata: [LogKeys.job: "\(job.id)"])
      work.cancel()
      return
    }
  }

  private func settle(_ job: Job, _ result: Result<Void, any Error>, wasCancelled: Bool) async throws {
    let owner = owner
    switch result {
    case .success:
      _ = try await engine.store.write { try $0.jobs.finish(job.id, owner: owner, state: .finished, error: nil) }
    case .failure(let error) where error is CancellationError && wasCancelled:
      let now = engine.now()
      _ = try await engine.store.write { try $0.jobs.retry(job.id, owner: owner, at: now, error: nil) }
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

  /// Gives what is at work a moment, then cancels it and waits until it is given back.
  private func drain() async {
    let end = ContinuousClock.now + timing.grace
    while !running.isEmpty, .now < end, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(20)) }
    running.cancelAll()
  }
}

/// A job's row that says nothing to its kind.
private struct UnreadableArguments: Error {
  var cause: any Error
}

extension RunnableJob {
  fileprivate static func arguments(of job: Job) throws -> Arguments {
    do {
      return try JSONDecoder().decode(Arguments.self, from: Data(job.arguments.utf8))
    } catch {
      throw UnreadableArguments(cause: error)
    }
  }

  fileprivate static func runRow(_ context: JobContext) async throws {
    try await run(arguments(of: context.job), context)
  }

  fileprivate static func isUnwantedRow(_ context: JobContext, _ tx: Transaction) throws -> Bool {
    try isUnwanted(arguments(of: context.job), tx)
  }

  fileprivate static func giveUpRow(_ context: JobContext, error: any Error) async throws {
    try await giveUp(arguments(of: context.job), context, error: error)
  }
}
