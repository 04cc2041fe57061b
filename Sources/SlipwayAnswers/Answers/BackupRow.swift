package import Foundation
package import SlipwayCore
import SlipwayEngine
package import SlipwayStore

/// A backup's settings on the wire, with where it goes to and its newest runs.
package struct BackupRow: Codable, Sendable {
  package var backupId: ID<BackupPlan>
  package var appName: String
  package var schedule: String
  @Null package var timezone: String?
  package var enabled: Bool
  package var database: String
  package var prefix: String
  @Null package var serviceName: String?
  package var destinationId: ID<Destination>
  @Null package var keepLatestCount: Int?
  /// `database` or `compose`.
  package var backupType: String
  package var databaseType: String
  @Null package var composeId: ID<Deployable>?
  @Null package var postgresId: ID<Deployable>?
  @Null package var mariadbId: ID<Deployable>?
  @Null package var mysqlId: ID<Deployable>?
  @Null package var mongoId: ID<Deployable>?
  @Null package var libsqlId: ID<Deployable>?
  @Null package var userId: String?
  package var includeEncryptionKey: Bool
  /// When the newest backup is restored for trial.
  @Null package var drillSchedule: String?
  /// When it is made next.
  @Null package var nextRunAt: Date?
  /// Since when its schedule rests, because Slipway itself was restored.
  @Null package var heldSince: Date?
  @Null package var destination: DestinationBrief?
  package var deployments: [BackupRunRow]

  package init(_ plan: BackupPlan, _ relations: BackupRelations) {
    backupId = plan.id
    appName = plan.appName
    schedule = plan.schedule
    timezone = plan.timeZone
    enabled = plan.isEnabled
    database = plan.settings.databaseName ?? (plan.content == .panel ? "dokploy" : "")
    prefix = plan.prefix
    serviceName = plan.settings.serviceName
    destinationId = plan.destinationID
    keepLatestCount = plan.keepLatest
    backupType = plan.content == .compose ? "compose" : "database"
    databaseType = plan.content == .panel ? "web-server" : plan.settings.engine?.rawValue ?? ""
    let id = { (engine: Database.Engine) in
      plan.content == .database && plan.settings.engine == engine ? plan.deployableID : nil
    }
    composeId = plan.content == .compose ? plan.deployableID : nil
    postgresId = id(.postgres)
    mariadbId = id(.mariadb)
    mysqlId = id(.mysql)
    mongoId = id(.mongo)
    libsqlId = id(.libsql)
    userId = nil
    includeEncryptionKey = plan.settings.includesKey
    drillSchedule = plan.settings.drillSchedule
    nextRunAt = plan.settings.heldSince == nil ? relations.nextAt : nil
    heldSince = plan.settings.heldSince
    destination = relations.destination.map(DestinationBrief.init)
    deployments = relations.runs.map { BackupRunRow($0, isVolume: false) }
  }

  /// Those of a service, but of its volumes.
  package static func all(of service: ID<Deployable>, _ tx: Transaction) throws -> [BackupRow] {
    try tx.backupPlans.all(of: service).filter { $0.content != .volume }.map {
      BackupRow($0, try BackupRelations($0, tx))
    }
  }
}

/// What belongs to a plan, read with it.
package struct BackupRelations: Sendable {
  package var destination: Destination?
  package var runs: [BackupRun]
  package var nextAt: Date?

  package init(_ plan: BackupPlan, _ tx: Transaction, limit: Int = 30) throws {
    destination = try tx.destinations.find(plan.destinationID)
    runs = try tx.backupRuns.all(of: plan.id, limit: limit)
    nextAt = try tx.recurrences.find(kind: BackupRecurrence.name, subject: plan.id.rawValue)?.nextAt
  }
}
