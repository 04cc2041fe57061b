package import SlipwayAnswers
import SlipwayCore

/// Makes a volume backup now.
package enum VolumeBackupRunManually: Procedure {
  package static let name = "volumeBackups.runManually"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Makes this volume backup now"

  package static func access(_ input: VolumeBackupNowInput) -> Access {
    .subject(.volumeBackup(input.volumeBackupId), .write)
  }

  package static func run(_ input: VolumeBackupNowInput, _ call: Call) async throws -> BackupRunRow {
    try await BackupActions.runNow(input.volumeBackupId, waits: input.wait ?? true, call)
  }
}
