import SlipwayCore
import SlipwayStore

/// Writes down how runs get on and end, once they have begun.
enum BackupFinish {
  /// Writes down that all of a backup has come, before it gets its name.
  static func arrived(_ run: BackupRun, _ manifest: BackupManifest, _ engine: Engine) async throws {
    try await engine.store.write { try $0.backupRuns.setManifest(run.id, manifest, isStored: false) }
  }

  /// Writes down that the object is complete, before anything older is removed for it.
  /// - Parameter note: what the person must know besides.
  static func stored(_ run: BackupRun, _ outcome: BackupAct.Outcome, _ engine: Engine) async throws {
    let now = engine.now()
    try await engine.store.write { tx in
      try tx.backupRuns.setManifest(run.id, outcome.manifest, isStored: true)
      _ = try tx.backupRuns.finish(run.id, status: .done, message: outcome.note, now: now)
      try trim(tx, run)
    }
    engine.bus.publish(.backupRunChanged(run.id, run.organizationID))
  }

  /// - Parameter message: what came of it, or why it failed; `nil` when there is nothing to say.
  static func ended(_ run: BackupRun, _ status: BackupRun.Status, _ message: String?, _ engine: Engine) async throws {
    let now = engine.now()
    try await engine.store.write { tx in
      let isEnded = try tx.backupRuns.finish(run.id, status: status, message: message, now: now)
      if isEnded, status == .done { try BackupHold.end(tx, after: run) }
      try trim(tx, run)
    }
    engine.bus.publish(.backupRunChanged(run.id, run.organizationID))
  }

  /// Restores have no plan, and a plan's runs outlive it: they are forgotten by the service that they are of.
  private static func trim(_ tx: Transaction, _ run: BackupRun) throws {
    if let plan = run.planID { return try tx.backupRuns.trim(of: plan) }
    try tx.backupRuns.trimPlanless(of: run.deployableID, in: run.organizationID)
  }
}
