package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers a backup with its newest runs.
package enum BackupOne: Procedure {
  package static let name = "backup.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a backup with its newest runs"

  package static func access(_ input: BackupInput) -> Access { .subject(.backup(input.backupId), .read) }

  package static func run(_ input: BackupInput, _ call: Call) async throws -> BackupRow {
    try await call.store.read { tx in
      let plan = try tx.backupPlans.one(input.backupId)
      return BackupRow(plan, try BackupRelations(plan, tx))
    }
  }
}
