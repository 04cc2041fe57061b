package import Foundation
package import SlipwayCore

/// A volume backup's settings on the wire, with where it goes to and its newest runs.
package struct VolumeBackupRow: Codable, Sendable {
  package var volumeBackupId: ID<BackupPlan>
  package var name: String
  package var volumeName: String
  package var prefix: String
  package var serviceType: String
  package var appName: String
  @Null package var serviceName: String?
  package var turnOff: Bool
  package var cronExpression: String
  @Null package var timezone: String?
  @Null package var keepLatestCount: Int?
  package var enabled: Bool
  @Null package var applicationId: ID<Deployable>?
  @Null package var postgresId: ID<Deployable>?
  @Null package var mariadbId: ID<Deployable>?
  @Null package var mongoId: ID<Deployable>?
  @Null package var mysqlId: ID<Deployable>?
  @Null package var redisId: ID<Deployable>?
  @Null package var libsqlId: ID<Deployable>?
  @Null package var composeId: ID<Deployable>?
  package var destinationId: ID<Destination>
  package var createdAt: Date
  @Null package var nextRunAt: Date?
  /// Since when its schedule rests, because Slipway itself was restored.
  @Null package var heldSince: Date?
  @Null package var destination: DestinationBrief?
  package var deployments: [BackupRunRow]

  /// - Parameter owner: the published word for whose volume it is.
  package init(_ plan: BackupPlan, of owner: ServiceWord, _ relations: BackupRelations) {
    volumeBackupId = plan.id
    name = plan.name
    volumeName = plan.settings.volumeName ?? ""
    prefix = plan.prefix
    serviceType = owner.rawValue
    appName = plan.appName
    serviceName = plan.settings.serviceName
    turnOff = plan.settings.turnsOff
    cronExpression = plan.schedule
    timezone = plan.timeZone
    keepLatestCount = plan.keepLatest
    enabled = plan.isEnabled
    let id = { (kind: ServiceWord) in owner == kind ? plan.deployableID : nil }
    applicationId = id(.application)
    postgresId = id(.database(.postgres))
    mariadbId = id(.database(.mariadb))
    mongoId = id(.database(.mongo))
    mysqlId = id(.database(.mysql))
    redisId = id(.database(.redis))
    libsqlId = id(.database(.libsql))
    composeId = id(.compose)
    destinationId = plan.destinationID
    createdAt = plan.createdAt
    nextRunAt = plan.settings.heldSince == nil ? relations.nextAt : nil
    heldSince = plan.settings.heldSince
    destination = relations.destination.map(DestinationBrief.init)
    deployments = relations.runs.map { BackupRunRow($0, isVolume: true) }
  }
}
