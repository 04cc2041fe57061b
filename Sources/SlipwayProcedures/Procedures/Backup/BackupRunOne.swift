import SlipwayCore
import SlipwayStore

/// Answers one run of a backup, restore or drill.
package enum BackupRunOne: Procedure {
  package static let name = "backup.run"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a run of a backup, restore or drill"

  package static func access(_ input: BackupRunInput) -> Access { .subject(.backupRun(input.runId), .read) }

  package static func run(_ input: BackupRunInput, _ call: Call) async throws -> BackupRunRow {
    try await BackupActions.row(of: input.runId, call)
  }
}
