package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Changes a volume backup's settings; whose volume it is stays the same.
package enum VolumeBackupUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var plan: VolumeBackupInput
    package var wish: VolumeBackupWish

    package init(from decoder: any Decoder) throws {
      plan = try VolumeBackupInput(from: decoder)
      wish = try VolumeBackupWish(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
      try plan.encode(to: encoder)
      try wish.encode(to: encoder)
    }
  }

  package static let name = "volumeBackups.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a volume backup's settings"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.volumeBackup(input.plan.volumeBackupId), .write)] + input.wish.access)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> VolumeBackupRow {
    let (now, fields) = (call.now(), input.wish.fields)
    let row = try await call.store.write { tx in
      var plan = try tx.backupPlans.one(input.plan.volumeBackupId)
      guard let id = plan.deployableID, input.wish.services.named.allSatisfy({ $0.id == id }) else {
        throw SlipwayError.invalid("applicationId", "a volume backup stays with its service; set up another one")
      }
      try BackupRules.same(fields.volumeName, plan.settings.volumeName, field: "volumeName")
      try VolumeBackupRules.apply(fields, to: &plan, call.engine, tx)
      try BackupRules.save(tx, plan, isNew: false, now: now)
      return VolumeBackupRow(plan, of: try ServiceWord.of(id, tx), try BackupRelations(plan, tx))
    }
    call.publish(.recurrencesChanged)
    return row
  }
}
