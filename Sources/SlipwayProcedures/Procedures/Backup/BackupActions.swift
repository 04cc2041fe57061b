import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// What the procedures of backups and volume backups have in common.
enum BackupActions {
  /// How long a caller waits for a run's end; published clients expect to be told of it.
  private static let patience = Duration.seconds(25)

  /// Makes a backup now. A schedule that was held goes on from then: the person knows that there is something to back up.
  /// - Throws: ``SlipwayError`` `commandFailed` with the reason when it failed.
  static func runNow(_ id: ID<BackupPlan>, waits: Bool, _ call: Call) async throws -> BackupRunRow {
    let now = call.now()
    let run = try await call.store.write { tx in
      try BackupHold.end(tx, id)
      return try BackupQueue.backUp(tx, try tx.backupPlans.one(id), title: "Manual backup", now: now)
    }
    return try await end(of: run, waits: waits, call)
  }

  /// - Parameter waits: for a while, until it has ended.
  /// - Throws: ``SlipwayError`` `commandFailed` with the reason when it failed.
  static func end(of run: BackupRun, waits: Bool, _ call: Call) async throws -> BackupRunRow {
    call.publish(.backupRunChanged(run.id, run.organizationID))
    let end = JobEnd(ID(run.id.rawValue), call)
    if waits, case .ended(let problem?) = try await end.wait(for: patience) {
      throw SlipwayError(.commandFailed, problem)
    }
    return try await row(of: run.id, call)
  }

  static func row(of id: ID<BackupRun>, _ call: Call) async throws -> BackupRunRow {
    try await call.store.read { tx in
      let run = try tx.backupRuns.one(id)
      return BackupRunRow(run, isVolume: try isVolume(run, tx))
    }
  }

  static func isVolume(_ run: BackupRun, _ tx: Transaction) throws -> Bool {
    if let request = run.restore { return request.content == .volume }
    return try run.planID.flatMap { try tx.backupPlans.find($0) }?.content == .volume
  }

  /// Ends a plan and what works for it.
  static func remove(_ plan: BackupPlan, _ call: Call, _ tx: Transaction) throws {
    if plan.content == .panel { try PanelRights.check(call, tx) }
    for run in try tx.backupRuns.active(of: plan.id) { _ = try BackupQueue.cancel(tx, run.id, now: call.now()) }
    try BackupRecurrences.remove(tx, plan.id)
    try tx.backupPlans.delete(plan.id)
    try tx.backupRuns.trimPlanless(of: plan.deployableID, in: plan.organizationID)
  }
}
