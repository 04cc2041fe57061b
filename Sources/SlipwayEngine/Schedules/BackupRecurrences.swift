package import Foundation
package import SlipwayCore
package import SlipwayStore

/// Keeps a plan's recurrences as the plan says; to be called in the transaction that changes it.
package enum BackupRecurrences {
  package static func set(_ tx: Transaction, _ plan: BackupPlan, now: Date) throws {
    try set(tx, plan, BackupRecurrence.name, plan.isEnabled ? plan.schedule : nil, now)
    try set(tx, plan, DrillRecurrence.name, plan.content == .database ? plan.settings.drillSchedule : nil, now)
  }

  package static func remove(_ tx: Transaction, _ plan: ID<BackupPlan>) throws {
    for kind in [BackupRecurrence.name, DrillRecurrence.name] {
      try tx.recurrences.remove(kind: kind, subject: plan.rawValue)
    }
  }

  private static func set(
    _ tx: Transaction, _ plan: BackupPlan, _ kind: String, _ expression: String?, _ now: Date
  ) throws {
    try tx.recurrences.keep(
      kind, plan.id.rawValue, of: plan.organizationID, expression, in: plan.timeZone, now: now)
  }
}
