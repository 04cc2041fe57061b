import Foundation
import Logging
import ServiceLifecycle
import SlipwayCore
import SlipwayStore

/// Claims jobs by leases and runs them, as many at once as their pools allow.
///
/// It wakes when a job is queued, when one becomes available and when one ends; where events travel between processes, and
/// may get lost on the way, also every few seconds. What is still at work when the process stops is cancelled after a
/// grace and given back, so that the next process goes on with it. Short jobs are leased ahead, and their ends are written
/// together (docs/adr/0040).
package final class JobRunner: Service {
  private let engine: Engine
  private let kinds: [String: any RunnableJob.Type]
  private let timing: JobTiming
  private let settlement: JobSettlement
  private let turn: JobTurn
  private let ends = JobEnds()
  private let hand = JobHand()
  /// How long a job waits in the hand before it is given back.
  private static let handPatience = Duration.seconds(1)
  /// The name that this process holds its leases by; it begins with ``place``.
  package let owner: String
  /// Where only one process at a time runs, with a slash at its end; `nil` when it is the only one of all.
  private let place: String?
  private let running = RunningJobs()
  private let wakes: AsyncStream<Void>
  private let bell: AsyncStream<Void>.Continuation
  /// Something in the hand may begin.
  private let places: AsyncStream<Void>
  private let placed: AsyncStream<Void>.Continuation
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
    settlement = JobSettlement(engine: engine, kinds: self.kinds, timing: timing, owner: owner)
    turn = JobTurn(engine: engine, timing: timing, owner: owner)
    let (wakes, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    (self.wakes, self.bell) = (wakes, bell)
    (places, placed) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
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
      self.engine.bus.takeNoMore()
      self.bell.finish()
    }
  }

  private func work(_ events: AsyncStream<Event>) async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.listen(to: events) }
      // By itself: jobs begin also while a turn waits for the disk.
      async let turns: Void = takeTurns()
      for await _ in places { beginAll(in: &group) }
      await turns
      alarm.cancel()
      // Nobody takes a turn any more: each writes its own end.
      for end in ends.close() { end.written.resume(throwing: JobEnds.Closed()) }
      await giveBack(hand.take(after: .zero).map(\.id))
      await drain()
      group.cancelAll()
    }
  }

  private func takeTurns() async {
    bell.yield()
    for await _ in wakes { await takeTurn() }
    placed.finish()
  }

  private func beginAll(in group: inout DiscardingTaskGroup) {
    let moment = engine.now().addingTimeInterval(timing.renewal.inSeconds)
    while let job = hand.begin(leasedBeyond: moment) {
      // Its lease ran out while this process was asleep, and it is at work still; or it was put back, and its run has not
      // heard of that yet.
      guard !running.leaseAgain(job.id) else {
        hand.end(job)
        continue
      }
      let work = start(job)
      group.addTask { await self.attend(job, work) }
    }
  }

  /// Puts back what is leased and was not begun.
  private func giveBack(_ jobs: [ID<Job>]) async {
    guard !jobs.isEmpty else { return }
    _ = try? await uncancelled { [engine, owner] in
      try await engine.store.write { try $0.jobs.release(jobs, owner: owner) }
    }
    engine.bus.publish(.jobQueued)
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

  private func takeTurn() async {
    let (ended, stale) = (ends.take(), hand.take(after: Self.handPatience))
    do {
      let outcome = try await turn.run(ended: ended.map(\.job), stale: stale)
      for end in ended {
        running.remove(end.job.id)
        end.written.resume()
      }
      hand.add(outcome.claimed.jobs, slots: outcome.claimed.slots)
      placed.yield()
      if outcome.isFull { bell.yield() }
      // The next job is for whoever is called next, so that all workers have their share.
      if engine.bus.wakesOne, !outcome.claimed.jobs.isEmpty { engine.bus.publish(.jobQueued) }
      let backstop = engine.bus.state.carrier == .memory ? nil : timing.backstop
      let look = hand.count > 0 ? Self.handPatience : nil
      if let wait = [outcome.next, backstop, look].compactMap(\.self).min() { alarm.set(after: wait) }
    } catch {
      // Cancelled or cut off: what has ended must be written all the same.
      for end in ended { end.written.resume(throwing: JobEnds.Closed()) }
      hand.add(stale)
      if error is CancellationError { return }
      logger.error("jobs could not be claimed", metadata: [LogKeys.error: "\(error)"])
      alarm.set(after: .seconds(1))
    }
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
    let began = ContinuousClock.now
    let lease = Task { await self.keepLease(of: job, work) }
    let result = await withTaskCancellationHandler {
      await work.result
    } onCancel: {
      work.cancel()
    }
    lease.cancel()
    hand.end(job)
    placed.yield()
    var isClaimedAfter = false
    do {
      isClaimedAfter = try await uncancelled {
        try await self.settle(job, result, wasCancelled: work.isCancelled)
      }
    } catch {
      logger.error(
        "a job's end could not be written", metadata: [LogKeys.job: "\(job.id)", LogKeys.error: "\(error)"])
    }
    if running.remove(job.id) { await giveBack([job.id]) }
    count(job, result, ContinuousClock.now - began)
    engine.bus.publish(.jobMoved(job.id))
    if !isClaimedAfter { bell.yield() }
  }

  /// What succeeded is written with the runner's next turn, together with others; the rest by itself.
  /// - Returns: whether the turn has given its place to another job already.
  private func settle(_ job: Job, _ result: Result<Void, any Error>, wasCancelled: Bool) async throws -> Bool {
    if case .success = result {
      let (bell, running, hand) = (bell, running, hand)
      if try await ends.wait(for: job, atWork: { running.count + hand.count }, { bell.yield() }) { return true }
    }
    try await settlement.settle(job, result, wasCancelled: wasCancelled)
    return false
  }

  private func count(_ job: Job, _ result: Result<Void, any Error>, _ time: Duration) {
    let kind = kinds[job.kind] == nil ? "unknown" : job.kind
    let outcome =
      switch result {
      case .success: "finished"
      case .failure(let error) where error is CancellationError: "given back"
      case .failure(let error) where error is JobSnooze: "snoozed"
      case .failure: "failed"
      }
    engine.metrics.jobsEnded.add(1, kind, outcome)
    engine.metrics.jobTimes.add(time, kind)
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

  /// Gives what is at work a moment, then cancels it and waits until it is given back.
  private func drain() async {
    let end = ContinuousClock.now + timing.grace
    while !running.isEmpty, .now < end, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(20)) }
    running.cancelAll()
  }
}
