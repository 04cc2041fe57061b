import Foundation
package import SlipwayCore
package import SlipwayStore

/// Brings one run of a schedule from its beginning to its end.
///
/// A command that was cut off is not begun again: whether it has done what it is for is not known. After a crash what is left
/// of it is ended, and the run says so.
package enum ScheduleJob: RunnableJob {
  /// Which run; the job's own identifier is the same.
  package struct Arguments: Codable, Sendable {
    package var run: ID<ScheduleRun>

    package init(run: ID<ScheduleRun>) { self.run = run }
  }
  package static let kind = "schedule"
  package static let pool = JobPool.commands
  static let lost = """
    Slipway ended while this ran. What was left of the command was ended, too; whether all of it was done is not known.
    """
  static let stopped = "Slipway was stopped while this ran: the command was ended before it was done."

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    guard let begun = try await begin(arguments.run, engine) else { return }
    let act = ScheduleAct(engine, begun.schedule, begun.run)
    await act.log.resume()
    guard !begun.isRepeated else {
      try await act.endLeft()
      return try await fail(act, lost)
    }
    do {
      try await act.perform()
    } catch {
      return try await settle(error, act)
    }
    // What is done is not undone by somebody who changed their mind since.
    try await uncancelled {
      await act.log.flush()
      try await end(act.run, .done, nil, engine)
    }
  }

  package static func isUnwanted(_ arguments: Arguments, _ tx: Transaction) throws -> Bool {
    try tx.scheduleRuns.find(arguments.run)?.isCancelRequested ?? true
  }

  package static func giveUp(_ arguments: Arguments, _ context: JobContext, error: any Error) async throws {
    let engine = context.engine
    guard let run = try await engine.store.read({ try $0.scheduleRuns.find(arguments.run) }), !run.status.isFinal
    else { return }
    let message = (error as? SlipwayError)?.message ?? "something unexpected happened."
    try await end(run, .error, "Slipway could not do this: \(message)", engine)
  }

  /// What a worker has begun.
  private struct Begun {
    var run: ScheduleRun
    var schedule: Schedule
    /// An attempt before this one was cut off.
    var isRepeated: Bool
  }

  /// - Returns: the run, running from now on; `nil` when there is nothing left to do.
  private static func begin(_ id: ID<ScheduleRun>, _ engine: Engine) async throws -> Begun? {
    let now = engine.now()
    let (begun, isGone) = try await engine.store.write { tx -> (Begun?, Bool) in
      guard let found = try tx.scheduleRuns.find(id) else { return (nil, true) }
      guard !found.status.isFinal else { return (nil, false) }
      let isRepeated = found.status == .running
      if found.isCancelRequested, !isRepeated {
        _ = try tx.scheduleRuns.finish(id, status: .cancelled, message: nil, now: now)
        return (nil, false)
      }
      _ = try tx.scheduleRuns.move(id, from: [.queued, .running], to: .running, now: now)
      let schedule = try tx.schedules.one(found.scheduleID)
      return (Begun(run: try tx.scheduleRuns.one(id), schedule: schedule, isRepeated: isRepeated), false)
    }
    // Its schedule was deleted while nobody was there to end its command.
    if isGone { await ScheduleAct.endLeft(of: id, engine) }
    if let run = begun?.run { engine.bus.publish(.scheduleRunChanged(run.id, run.organizationID)) }
    return begun
  }

  private static func settle(_ error: any Error, _ act: ScheduleAct) async throws {
    let (run, engine) = (act.run, act.engine)
    guard error is CancellationError || Task.isCancelled else {
      let known = error as? SlipwayError
      return try await fail(act, known?.message ?? "Slipway could not do this: \(error)")
    }
    try await uncancelled {
      let isAsked = try await engine.store.read { try $0.scheduleRuns.find(run.id)?.isCancelRequested ?? true }
      await act.log.line(isAsked ? "Cancelled: the command was ended" : stopped)
      await act.log.flush()
      try await end(run, isAsked ? .cancelled : .error, isAsked ? nil : stopped, engine)
    }
  }

  /// - Throws: ``JobRefusal``, so that who waits for the job is told.
  private static func fail(_ act: ScheduleAct, _ reason: String) async throws {
    let message = await act.log.redacted(reason)
    await act.log.line("Failed: \(message)")
    await act.log.flush()
    try await end(act.run, .error, message, act.engine)
    throw JobRefusal(message)
  }

  private static func end(_ run: ScheduleRun, _ status: RunStatus, _ message: String?, _ engine: Engine) async throws
  {
    let now = engine.now()
    try await engine.store.write { tx in
      _ = try tx.scheduleRuns.finish(run.id, status: status, message: message, now: now)
      try tx.scheduleRuns.trim(of: run.scheduleID)
    }
    engine.bus.publish(.scheduleRunChanged(run.id, run.organizationID))
  }
}
