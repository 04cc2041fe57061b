package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers a volume backup with its newest runs.
package enum VolumeBackupOne: Procedure {
  package static let name = "volumeBackups.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a volume backup with its newest runs"

  package static func access(_ input: VolumeBackupInput) -> Access {
    .subject(.volumeBackup(input.volumeBackupId), .read)
  }

  package static func run(_ input: VolumeBackupInput, _ call: Call) async throws -> VolumeBackupRow {
    try await call.store.read { tx in
      let plan = try tx.backupPlans.one(input.volumeBackupId)
      guard let id = plan.deployableID else { throw SlipwayError.notFound(BackupPlans.noun) }
      return VolumeBackupRow(plan, of: try ServiceWord.of(id, tx), try BackupRelations(plan, tx))
    }
  }
}
