package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Ends a backup; the files that it made stay in the destination.
package enum BackupRemove: Procedure {
  package static let name = "backup.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Ends a backup; its files stay"

  package static func access(_ input: BackupInput) -> Access { .subject(.backup(input.backupId), .delete) }

  package static func run(_ input: BackupInput, _ call: Call) async throws -> BackupRow {
    let row = try await call.store.write { tx in
      let plan = try tx.backupPlans.one(input.backupId)
      let row = BackupRow(plan, try BackupRelations(plan, tx))
      try BackupActions.remove(plan, call, tx)
      return row
    }
    call.publish(.recurrencesChanged)
    call.publish(.jobQueued)
    return row
  }
}
