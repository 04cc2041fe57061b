import SlipwayCore

/// Makes a backup now that was set up for MariaDB.
package enum BackupManualBackupMariadb: Procedure {
  package static let name = "backup.manualBackupMariadb"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes this backup now"

  package static func access(_ input: BackupNowInput) -> Access { .subject(.backup(input.backupId), .write) }

  package static func run(_ input: BackupNowInput, _ call: Call) async throws -> BackupRunRow {
    try await ManualBackup.run(input, .database, .mariadb, call)
  }
}
