import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Keeps as many complete backups of a plan as its owner wants, and removes the oldest beyond.
///
/// Only what Slipway itself completed and wrote down counts and is removed: files of others are never touched. After a
/// restore of Slipway itself the last backup from before it stays: what came after may be of something empty.
struct BackupRetention: Sendable {
  let work: BackupWork
  let plan: BackupPlan

  func apply() async throws {
    guard let keep = plan.keepLatest, keep > 0 else { return }
    let id = plan.id
    let stored = try await work.engine.store.read { try $0.backupRuns.stored(of: id) }
    let old = Self.superfluous(stored, of: plan, keep).filter { $0.destinationID == work.run.destinationID }
    guard !old.isEmpty else { return }
    let store = try await work.destination()
    for run in old {
      await work.log.line("Removing \(run.objectKey): \(keep) newer ones are kept")
      // The manifest first: what has one is complete.
      try await store.remove(ObjectKey.manifest(of: run.objectKey))
      try await store.remove(run.objectKey)
      try await work.engine.store.write { try $0.backupRuns.setRemoved(run.id) }
    }
    try await work.engine.store.write { try $0.backupRuns.trim(of: id) }
  }

  /// - Parameter stored: newest first.
  static func superfluous(_ stored: [BackupRun], of plan: BackupPlan, _ keep: Int) -> [BackupRun] {
    let treasure = plan.settings.restoredAt.flatMap { moment in stored.first { $0.createdAt < moment } }
    return stored.dropFirst(keep).filter { $0.id != treasure?.id }
  }
}
