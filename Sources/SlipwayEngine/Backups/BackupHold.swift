import Foundation
package import SlipwayCore
package import SlipwayStore

/// Schedules that rest after Slipway itself was restored: on a fresh machine what they back up may be empty yet, and a
/// backup of nothing must not take the place of a good one. A restore of what is backed up ends it, or a person who makes
/// the backup by hand.
package enum BackupHold {
  /// Notes the restore on every plan.
  /// - Parameter isHeld: whether schedules rest; that of Slipway itself never does.
  static func begin(_ tx: Transaction, isHeld: Bool, now: Date) throws {
    for var plan in try tx.backupPlans.all() {
      plan.settings.restoredAt = now
      if isHeld, plan.content != .panel { plan.settings.heldSince = now }
      try tx.backupPlans.update(plan)
    }
  }

  package static func end(_ tx: Transaction, _ id: ID<BackupPlan>) throws {
    var plan = try tx.backupPlans.one(id)
    guard plan.settings.heldSince != nil else { return }
    plan.settings.heldSince = nil
    try tx.backupPlans.update(plan)
  }

  /// Ends it for the plans of what was restored into.
  static func end(_ tx: Transaction, after restore: BackupRun) throws {
    guard let request = restore.restore, let target = restore.deployableID else { return }
    for plan in try tx.backupPlans.all(of: target) where plan.settings.heldSince != nil {
      guard plan.content == request.content else { continue }
      switch plan.content {
      case .volume: guard plan.settings.volumeName == request.volumeName else { continue }
      case .compose: guard plan.settings.serviceName == request.serviceName else { continue }
      case .database, .panel: break
      }
      try end(tx, plan.id)
    }
  }
}
