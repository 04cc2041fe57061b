package import Foundation

/// What is backed up, where to and how often. One kind of plan serves databases, compose services, volumes and Slipway
/// itself.
package struct BackupPlan: Sendable, Hashable {
  /// What it backs up.
  package enum Content: String, Sendable, Codable, CaseIterable {
    case database, compose, volume, panel
  }

  package var id: ID<BackupPlan>
  package var organizationID: ID<Organization>
  package var content: Content
  /// Whose it is; `nil` of Slipway itself.
  package var deployableID: ID<Deployable>?
  package var destinationID: ID<Destination>
  package var name: String
  /// The first folder in the destination.
  package var appName: String
  /// A further folder, without slashes at its ends; empty is none.
  package var prefix: String
  /// A cron expression.
  package var schedule: String
  /// The zone that the schedule is meant in; UTC when `nil`.
  package var timeZone: String?
  /// How many complete backups stay; `nil` is all.
  package var keepLatest: Int?
  package var isEnabled: Bool
  package var settings: BackupSettings
  package var credentials: BackupCredentials
  package var createdAt: Date

  package init(
    id: ID<BackupPlan> = .random(), organizationID: ID<Organization>, content: Content, deployableID: ID<Deployable>?,
    destinationID: ID<Destination>, appName: String, schedule: String, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.content = content
    self.deployableID = deployableID
    self.destinationID = destinationID
    name = ""
    self.appName = appName
    prefix = ""
    self.schedule = schedule
    isEnabled = true
    settings = BackupSettings()
    credentials = BackupCredentials()
    self.createdAt = createdAt
  }
}

/// What only some contents of a plan have.
package struct BackupSettings: Sendable, Hashable, Codable {
  /// The database product that is dumped.
  package var engine: Database.Engine?
  package var databaseName: String?
  /// Of a compose stack: which of its services.
  package var serviceName: String?
  package var volumeName: String?
  /// Of a volume: whether the service is stopped meanwhile.
  package var turnsOff = false
  /// Of Slipway itself: whether the key that opens its secrets is in the backup.
  package var includesKey = true
  /// A cron expression: when the newest backup is restored for trial; `nil` is never.
  package var drillSchedule: String?
  /// When Slipway itself was last restored: the newest backup from before that moment is never removed for a newer one.
  package var restoredAt: Date?
  /// Since when its schedule rests: what it backs up may be empty yet. `nil` while it does not.
  package var heldSince: Date?

  package init() {}
}

/// How a database within a compose stack is signed in to; sealed at rest.
package struct BackupCredentials: Sendable, Hashable, Codable {
  package var user: String?
  package var password: Secret?

  package init(user: String? = nil, password: Secret? = nil) {
    self.user = user
    self.password = password
  }
}
