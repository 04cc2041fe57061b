package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Ends a volume backup; the files that it made stay in the destination.
package enum VolumeBackupDelete: Procedure {
  package static let name = "volumeBackups.delete"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Ends a volume backup; its files stay"

  package static func access(_ input: VolumeBackupInput) -> Access {
    .subject(.volumeBackup(input.volumeBackupId), .delete)
  }

  package static func run(_ input: VolumeBackupInput, _ call: Call) async throws -> VolumeBackupRow {
    let row = try await call.store.write { tx in
      let plan = try tx.backupPlans.one(input.volumeBackupId)
      guard let id = plan.deployableID else { throw SlipwayError.notFound(BackupPlans.noun) }
      let row = VolumeBackupRow(plan, of: try ServiceWord.of(id, tx), try BackupRelations(plan, tx))
      try BackupActions.remove(plan, call, tx)
      return row
    }
    call.publish(.recurrencesChanged)
    call.publish(.jobQueued)
    return row
  }
}
