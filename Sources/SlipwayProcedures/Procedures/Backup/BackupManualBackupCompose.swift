import SlipwayCore

/// Makes a backup now that was set up for a compose stack.
package enum BackupManualBackupCompose: Procedure {
  package static let name = "backup.manualBackupCompose"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes this backup now"

  package static func access(_ input: BackupNowInput) -> Access { .subject(.backup(input.backupId), .write) }

  package static func run(_ input: BackupNowInput, _ call: Call) async throws -> BackupRunRow {
    try await ManualBackup.run(input, .compose, nil, call)
  }
}
