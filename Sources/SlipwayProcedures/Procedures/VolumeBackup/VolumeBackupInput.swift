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
package protocol VolumeBackupFields: Codable, Sendable {
  var name: String { get }
  var volumeName: String { get }
  var prefix: String { get }
  var serviceName: String? { get }
  var turnOff: Bool? { get }
  var cronExpression: String { get }
  var keepLatestCount: Int? { get }
  var enabled: Bool? { get }
  var applicationId: ID<Deployable>? { get }
  var postgresId: ID<Deployable>? { get }
  var mariadbId: ID<Deployable>? { get }
  var mongoId: ID<Deployable>? { get }
  var mysqlId: ID<Deployable>? { get }
  var redisId: ID<Deployable>? { get }
  var libsqlId: ID<Deployable>? { get }
  var composeId: ID<Deployable>? { get }
  var destinationId: ID<Destination> { get }
  var timezone: String? { get }
}

extension VolumeBackupFields {
  /// The services that are named.
  var owners: [Subject] {
    let databases = [postgresId, mariadbId, mongoId, mysqlId, redisId, libsqlId].compactMap { $0 }
    return [applicationId].compactMap { $0 }.map { .application($0) } + databases.map { .database($0) }
      + [composeId].compactMap { $0 }.map { .compose($0) }
  }

  var ownerIDs: [ID<Deployable>] { owners.map { ID($0.rawID) } }
}
