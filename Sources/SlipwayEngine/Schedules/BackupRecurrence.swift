package import Foundation
package import SlipwayCore
package import SlipwayStore

/// Makes a plan's backup.
package enum BackupRecurrence: RecurrenceKind {
  package static let name = "backup"

  package static func ring(_ recurrence: Recurrence, _ tx: Transaction, now: Date) throws {
    guard let plan = try tx.backupPlans.find(ID(recurrence.subject)), plan.isEnabled else {
      return try tx.recurrences.remove(kind: name, subject: recurrence.subject)
    }
    // One that still works is not joined by another, and what may be empty is not backed up yet.
    guard plan.settings.heldSince == nil, try tx.backupRuns.active(of: plan.id).isEmpty else { return }
    _ = try BackupQueue.backUp(tx, plan, title: "Scheduled backup", now: now)
  }
}

/// Restores a plan's newest backup for trial.
package enum DrillRecurrence: RecurrenceKind {
  package static let name = "drill"

  package static func ring(_ recurrence: Recurrence, _ tx: Transaction, now: Date) throws {
    guard let plan = try tx.backupPlans.find(ID(recurrence.subject)), plan.settings.drillSchedule != nil else {
      return try tx.recurrences.remove(kind: name, subject: recurrence.subject)
    }
    guard try tx.backupRuns.active(of: plan.id).isEmpty, try !tx.backupRuns.stored(of: plan.id).isEmpty else {
      return
    }
    _ = try BackupQueue.drill(tx, plan, title: "Scheduled drill", now: now)
  }
}
