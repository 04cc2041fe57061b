import Foundation
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Sets up a backup of a volume that a service mounts.
package enum VolumeBackupCreate: Procedure {
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
  }

  package static let name = "volumeBackups.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets up a backup of a volume"

  package static func access(_ input: Input) -> Access {
    .all(
      [.organization(.admin), .subject(.destination(input.destinationId), .read)]
        + input.owners.map { .subject($0, .write) })
  }

  package static func run(_ input: Input, _ call: Call) async throws -> VolumeBackupRow {
    let now = call.now()
    let organization = try call.organization()
    guard let id = input.ownerIDs.first, input.ownerIDs.count == 1 else {
      throw SlipwayError.invalid("applicationId", "name the one service that mounts the volume")
    }
    let row = try await call.store.write { tx in
      var plan = BackupPlan(
        organizationID: organization, content: .volume, deployableID: id, destinationID: input.destinationId,
        appName: try tx.deployables.one(id).appName, schedule: "", createdAt: now)
      try VolumeBackupRules.apply(input, to: &plan, call.engine.folders, tx)
      try BackupRules.save(tx, plan, isNew: true, now: now)
      return VolumeBackupRow(plan, of: try VolumeOwner.of(id, tx), try BackupRelations(plan, tx))
    }
    call.publish(.recurrencesChanged)
    return row
  }
}
