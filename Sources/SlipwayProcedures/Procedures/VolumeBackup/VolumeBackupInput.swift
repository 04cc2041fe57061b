package import SlipwayAnswers
package import SlipwayCore

/// The input of what concerns one volume backup.
package struct VolumeBackupInput: Codable, Sendable {
  package var volumeBackupId: ID<BackupPlan>

  package init(volumeBackupId: ID<BackupPlan>) { self.volumeBackupId = volumeBackupId }
}

/// The input of what makes one volume backup now.
package struct VolumeBackupNowInput: Codable, Sendable {
  package var volumeBackupId: ID<BackupPlan>
  /// Whether the answer comes when it has ended, as published clients expect, or at once.
  package var wait: Bool?
}

/// What a person types of a volume backup; the same for making and changing one.
package struct VolumeBackupFields: Codable, Sendable {
  package var name: String
  package var volumeName: String
  package var prefix: String
  package var serviceType: ServiceWord?
  /// Accepted; it is the service's.
  package var appName: String?
  package var serviceName: String?
  package var turnOff: Bool?
  package var cronExpression: String
  package var keepLatestCount: Int?
  package var enabled: Bool?
  /// Accepted; it is when it was made.
  package var createdAt: String?
  package var destinationId: ID<Destination>
  /// The zone that the schedule is meant in; UTC when left out.
  package var timezone: String?
}

/// What a person types of a volume backup, and the services that are named as whose the volume is.
package struct VolumeBackupWish: Codable, Sendable {
  package var fields: VolumeBackupFields
  package var services: ServiceIDs<EveryService>

  package init(from decoder: any Decoder) throws {
    fields = try VolumeBackupFields(from: decoder)
    services = try ServiceIDs(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try fields.encode(to: encoder)
    try services.encode(to: encoder)
  }

  /// What a caller must be allowed to.
  var access: [Access] {
    [.subject(.destination(fields.destinationId), .read)] + services.named.map { .subject($0.subject, .write) }
  }
}
