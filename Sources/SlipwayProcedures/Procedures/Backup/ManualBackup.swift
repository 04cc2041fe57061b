import SlipwayCore
import SlipwayStore

/// The published names that make a backup now differ by what it backs up; they do the same.
enum ManualBackup {
  /// - Throws: ``SlipwayError`` `badRequest` when the backup is of another kind than the name says.
  static func run(
    _ input: BackupNowInput, _ content: BackupPlan.Content, _ engine: Database.Engine?, _ call: Call
  ) async throws -> BackupRunRow {
    try await call.store.read { tx in
      let plan = try tx.backupPlans.one(input.backupId)
      guard plan.content == content, engine == nil || plan.settings.engine == engine else {
        throw SlipwayError.invalid("backupId", "is a backup of another kind")
      }
      if content == .panel { try PanelRights.check(call, tx) }
    }
    return try await BackupActions.runNow(input.backupId, waits: input.wait ?? true, call)
  }
}
