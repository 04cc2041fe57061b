package import Foundation
package import SlipwayCore
package import SlipwayStore

/// Where a schedule's runs wait: a run and its job are one transaction. Each schedule is a lane of its own: a deployment of
/// the service does not wait for its commands, nor they for it.
package enum ScheduleQueue {
  /// How many runs of one schedule wait at most while another one is at work.
  static let waiting = 10

  /// Begins a run that somebody asks for.
  /// - Throws: ``SlipwayError`` `conflict` when there is no room for another one.
  package static func runNow(_ tx: Transaction, _ schedule: Schedule, now: Date) throws -> ScheduleRun {
    guard try hasRoom(tx, schedule) else {
      throw SlipwayError(
        .conflict, "A run of this schedule waits or is at work already; wait for it or cancel it.")
    }
    return try run(tx, schedule, title: "Manual run", dueAt: nil, now: now)
  }

  /// Ends a waiting run at once; asks the worker of a running one to end its command.
  package static func cancel(_ tx: Transaction, _ id: ID<ScheduleRun>, now: Date) throws -> ScheduleRun {
    let run = try tx.scheduleRuns.one(id)
    if run.status == .queued, try tx.jobs.cancelQueued(ID(id.rawValue)) {
      _ = try tx.scheduleRuns.finish(id, status: .cancelled, message: nil, now: now)
    } else {
      try tx.scheduleRuns.requestCancel(id)
    }
    return try tx.scheduleRuns.one(id)
  }

  /// Ends a schedule and what works for it.
  /// - Returns: the runs that are to be told.
  package static func remove(_ tx: Transaction, _ schedule: Schedule, now: Date) throws -> [ScheduleRun] {
    let runs = try tx.scheduleRuns.active(of: schedule.id).map { try cancel(tx, $0.id, now: now) }
    try ScheduleRecurrence.remove(tx, schedule.id)
    try tx.schedules.delete(schedule.id)
    return runs
  }

  static func run(
    _ tx: Transaction, _ schedule: Schedule, title: String, dueAt: Date?, now: Date
  ) throws -> ScheduleRun {
    let run = ScheduleRun(
      organizationID: schedule.organizationID, scheduleID: schedule.id, title: title, dueAt: dueAt, createdAt: now)
    try tx.scheduleRuns.insert(run)
    try enqueueJob(tx, run, now: now)
    return run
  }

  /// Whether a run may begin or wait now, by the schedule's own rule.
  static func hasRoom(_ tx: Transaction, _ schedule: Schedule) throws -> Bool {
    let active = try tx.scheduleRuns.active(of: schedule.id)
    switch schedule.settings.overlap {
    case .skip: return active.isEmpty
    case .queue: return active.count <= waiting
    }
  }

  static func stillAtWork(_ schedule: Schedule) -> String {
    switch schedule.settings.overlap {
    case .skip: "It was left out: the run before it was still waiting or at work."
    case .queue: "It was left out: \(waiting) runs were waiting already."
    }
  }

  /// Writes down that a run did not begin when its moment came.
  /// - Parameter status: `cancelled` for one that had no room, `error` for what must be mended.
  static func leftOut(
    _ tx: Transaction, _ schedule: Schedule, dueAt: Date, _ status: RunStatus, _ words: String, now: Date
  ) throws {
    // One row says it until another run has come: what rings each minute would say it each minute.
    if let last = try tx.scheduleRuns.all(of: schedule.id, limit: 1).first, last.startedAt == nil,
      last.message == words
    {
      return
    }
    let run = ScheduleRun(
      organizationID: schedule.organizationID, scheduleID: schedule.id, title: "Scheduled run", dueAt: dueAt,
      createdAt: now)
    try tx.scheduleRuns.insert(run)
    _ = try tx.scheduleRuns.finish(run.id, status: status, message: words, now: now)
    try tx.scheduleRuns.trim(of: schedule.id)
  }

  /// Gives a run that has no living job one again.
  static func revive(_ tx: Transaction, _ run: ScheduleRun, now: Date) throws {
    try tx.jobs.delete(ID(run.id.rawValue))
    try enqueueJob(tx, run, now: now)
  }

  private static func enqueueJob(_ tx: Transaction, _ run: ScheduleRun, now: Date) throws {
    try tx.jobs.enqueue(
      ScheduleJob.queued(
        ScheduleJob.Arguments(run: run.id), id: ID(run.id.rawValue), organization: run.organizationID,
        lane: "schedule:\(run.scheduleID)", at: now, now: now))
  }
}
