package import Foundation
package import SlipwayCore
package import SlipwayStore

/// Makes a plan's backup.
package enum BackupRecurrence: RecurrenceKind {
  package static let name = "backup"
  static let stillAtWork = "It was not begun: the run before it was still waiting or at work."

  package static func ring(_ recurrence: Recurrence, _ tx: Transaction, now: Date) throws {
    guard let plan = try tx.backupPlans.find(ID(recurrence.subject)), plan.isEnabled else {
      return try tx.recurrences.remove(kind: name, subject: recurrence.subject)
    }
    // What may be empty is not backed up yet.
    guard plan.settings.heldSince == nil else { return }
    // One that still works is not joined by another.
    guard try tx.backupRuns.active(of: plan.id).isEmpty else {
      return try BackupQueue.missed(tx, recurrence, .backup, .cancelled, stillAtWork, now: now)
    }
    _ = try BackupQueue.backUp(tx, plan, title: "Scheduled backup", now: now)
  }

  package static func failed(_ recurrence: Recurrence, _ problem: String, _ tx: Transaction, now: Date) throws {
    try BackupQueue.missed(tx, recurrence, .backup, .error, "It could not be begun: \(problem)", now: now)
  }
}

/// Restores a plan's newest backup for trial.
package enum DrillRecurrence: RecurrenceKind {
  package static let name = "drill"

  package static func ring(_ recurrence: Recurrence, _ tx: Transaction, now: Date) throws {
    guard let plan = try tx.backupPlans.find(ID(recurrence.subject)), plan.settings.drillSchedule != nil,
      plan.content == .database
    else {
      return try tx.recurrences.remove(kind: name, subject: recurrence.subject)
    }
    guard try !tx.backupRuns.stored(of: plan.id).isEmpty else { return }
    guard try tx.backupRuns.active(of: plan.id).isEmpty else {
      return try BackupQueue.missed(tx, recurrence, .drill, .cancelled, BackupRecurrence.stillAtWork, now: now)
    }
    _ = try BackupQueue.drill(tx, plan, title: "Scheduled drill", now: now)
  }

  package static func failed(_ recurrence: Recurrence, _ problem: String, _ tx: Transaction, now: Date) throws {
    try BackupQueue.missed(tx, recurrence, .drill, .error, "It could not be begun: \(problem)", now: now)
  }
}
