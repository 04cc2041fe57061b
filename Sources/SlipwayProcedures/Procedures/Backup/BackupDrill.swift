package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Restores a backup's newest file into a container that is thrown away, and says what was found there.
package enum BackupDrill: Procedure {
  package static let name = "backup.drill"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Restores the newest backup for trial"

  package static func access(_ input: BackupNowInput) -> Access { .subject(.backup(input.backupId), .write) }

  package static func run(_ input: BackupNowInput, _ call: Call) async throws -> BackupRunRow {
    let now = call.now()
    let run = try await call.store.write { tx in
      try BackupQueue.drill(tx, try tx.backupPlans.one(input.backupId), title: "Manual drill", now: now)
    }
    return try await BackupActions.end(of: run, waits: input.wait ?? true, call)
  }
}
