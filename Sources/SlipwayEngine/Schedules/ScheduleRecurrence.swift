package import Foundation
package import SlipwayCore
package import SlipwayStore

/// Runs a schedule's command.
package enum ScheduleRecurrence: RecurrenceKind {
  package static let name = "schedule"
  /// What rings later than this was missed: Slipway was away, or the machine's clock was set on.
  static let lateness = 60.0

  /// Has the schedule's recurrence as the schedule says; to be called in the transaction that changes it.
  package static func set(_ tx: Transaction, _ schedule: Schedule, now: Date) throws {
    try tx.recurrences.keep(
      name, schedule.id.rawValue, of: schedule.organizationID, schedule.isEnabled ? schedule.expression : nil,
      in: schedule.timeZone, now: now)
  }

  package static func remove(_ tx: Transaction, _ schedule: ID<Schedule>) throws {
    try tx.recurrences.remove(kind: name, subject: schedule.rawValue)
  }

  package static func ring(_ recurrence: Recurrence, _ tx: Transaction, now: Date) throws {
    guard let schedule = try tx.schedules.find(ID(recurrence.subject)), schedule.isEnabled else {
      return try tx.recurrences.remove(kind: name, subject: recurrence.subject)
    }
    let isMissed = now.timeIntervalSince(recurrence.nextAt) > lateness
    guard !isMissed || schedule.settings.missed == .once else {
      return try ScheduleQueue.leftOut(
        tx, schedule, dueAt: recurrence.nextAt, .cancelled,
        "It was left out: its moment passed while Slipway was away.",
        now: now)
    }
    guard try ScheduleQueue.hasRoom(tx, schedule) else {
      return try ScheduleQueue.leftOut(
        tx, schedule, dueAt: recurrence.nextAt, .cancelled, ScheduleQueue.stillAtWork(schedule), now: now)
    }
    _ = try ScheduleQueue.run(
      tx, schedule, title: isMissed ? "Run that was missed" : "Scheduled run", dueAt: recurrence.nextAt, now: now)
  }

  package static func failed(_ recurrence: Recurrence, _ problem: String, _ tx: Transaction, now: Date) throws {
    guard let schedule = try tx.schedules.find(ID(recurrence.subject)) else { return }
    try ScheduleQueue.leftOut(
      tx, schedule, dueAt: recurrence.nextAt, .error, "It could not be begun: \(problem)", now: now)
  }
}
