package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Stops a backup, restore or drill; nothing half-done of it stays.
package enum BackupCancelRun: Procedure {
  package static let name = "backup.cancelRun"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Stops a backup, restore or drill"

  package static func access(_ input: BackupRunInput) -> Access { .subject(.backupRun(input.runId), .write) }

  package static func run(_ input: BackupRunInput, _ call: Call) async throws -> BackupRunRow {
    let now = call.now()
    let run = try await call.store.write { try BackupQueue.cancel($0, input.runId, now: now) }
    call.publish(.backupRunChanged(run.id, run.organizationID))
    call.publish(.cancelRequested(ID(run.id.rawValue)))
    return try await BackupActions.row(of: run.id, call)
  }
}
