package import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Sets up a backup of a volume that a service mounts.
package enum VolumeBackupCreate: Procedure {
  package static let name = "volumeBackups.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets up a backup of a volume"

  package static func access(_ input: VolumeBackupWish) -> Access { .all([.organization(.admin)] + input.access) }

  package static func run(_ input: VolumeBackupWish, _ call: Call) async throws -> VolumeBackupRow {
    let now = call.now()
    let organization = try call.organization()
    guard let service = input.services.named.first, input.services.named.count == 1 else {
      throw SlipwayError.invalid("applicationId", "name the one service that mounts the volume")
    }
    let (id, fields) = (service.id, input.fields)
    let row = try await call.store.write { tx in
      var plan = BackupPlan(
        organizationID: organization, content: .volume, deployableID: id, destinationID: fields.destinationId,
        appName: try tx.deployables.one(id).appName, schedule: "", createdAt: now)
      try VolumeBackupRules.apply(fields, to: &plan, call.engine, tx)
      try BackupRules.save(tx, plan, isNew: true, now: now)
      return VolumeBackupRow(plan, of: try ServiceWord.of(id, tx), try BackupRelations(plan, tx))
    }
    call.publish(.recurrencesChanged)
    return row
  }
}
