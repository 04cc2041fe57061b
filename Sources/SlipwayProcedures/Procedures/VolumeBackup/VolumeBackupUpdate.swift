package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Changes a volume backup's settings; whose volume it is stays the same.
package enum VolumeBackupUpdate: Procedure {
  package struct Input: VolumeBackupFields {
    package var name: String
    package var volumeName: String
    package var prefix: String
    package var serviceType: VolumeOwner?
    /// Accepted; it is the service's.
    package var appName: String?
    package var serviceName: String?
    package var turnOff: Bool?
    package var cronExpression: String
    package var keepLatestCount: Int?
    package var enabled: Bool?
    package var applicationId: ID<Deployable>?
    package var postgresId: ID<Deployable>?
    package var mariadbId: ID<Deployable>?
    package var mongoId: ID<Deployable>?
    package var mysqlId: ID<Deployable>?
    package var redisId: ID<Deployable>?
    package var libsqlId: ID<Deployable>?
    package var composeId: ID<Deployable>?
    /// Accepted; it is when it was made.
    package var createdAt: String?
    package var destinationId: ID<Destination>
    /// The zone that the schedule is meant in; UTC when left out.
    package var timezone: String?
    package var volumeBackupId: ID<BackupPlan>
  }

  package static let name = "volumeBackups.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a volume backup's settings"

  package static func access(_ input: Input) -> Access {
    .all(
      [
        .subject(.volumeBackup(input.volumeBackupId), .write), .subject(.destination(input.destinationId), .read),
      ] + input.owners.map { .subject($0, .write) })
  }

  package static func run(_ input: Input, _ call: Call) async throws -> VolumeBackupRow {
    let now = call.now()
    let row = try await call.store.write { tx in
      var plan = try tx.backupPlans.one(input.volumeBackupId)
      guard let id = plan.deployableID, input.ownerIDs.allSatisfy({ $0 == id }) else {
        throw SlipwayError.invalid("applicationId", "a volume backup stays with its service; set up another one")
      }
      try VolumeBackupRules.apply(input, to: &plan, call.engine.folders, tx)
      try BackupRules.save(tx, plan, isNew: false, now: now)
      return VolumeBackupRow(plan, of: try VolumeOwner.of(id, tx), try BackupRelations(plan, tx))
    }
    call.publish(.recurrencesChanged)
    return row
  }
}
