import SlipwayCore
import SlipwayStore

/// Writes down what came of runs that were at work.
enum BackupFinish {
  /// What a run came to.
  enum Result: Sendable {
    case backup(BackupManifest)
    case message(String)
  }

  /// Writes down that the object is complete, before anything older is removed for it.
  static func stored(_ run: BackupRun, _ manifest: BackupManifest, _ engine: Engine) async throws {
    try await engine.store.write { tx in
      guard var row = try tx.backupRuns.find(run.id) else { return }
      row.manifest = manifest
      row.isStored = true
      try tx.backupRuns.update(row)
      _ = try tx.backupRuns.finish(run.id, status: .done, message: nil, now: engine.now())
    }
    engine.bus.publish(.backupRunChanged(run.id, run.organizationID))
  }

  static func done(_ run: BackupRun, _ result: Result, _ engine: Engine) async throws {
    guard case .message(let text) = result else { return }
    try await end(run, .done, text, engine)
  }

  static func failed(
    _ run: BackupRun, _ status: BackupRun.Status, _ message: String?, _ engine: Engine
  ) async throws {
    try await end(run, status, message, engine)
  }

  private static func end(
    _ run: BackupRun, _ status: BackupRun.Status, _ message: String?, _ engine: Engine
  ) async throws {
    let now = engine.now()
    _ = try await engine.store.write { tx in
      let isEnded = try tx.backupRuns.finish(run.id, status: status, message: message, now: now)
      if isEnded, status == .done { try BackupHold.end(tx, after: run) }
      if let plan = run.planID { try tx.backupRuns.trim(plan) }
      return isEnded
    }
    engine.bus.publish(.backupRunChanged(run.id, run.organizationID))
  }
}
