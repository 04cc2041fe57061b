package import Foundation
package import SlipwayCore

/// A run of a backup, a restore or a drill on the wire: published clients know it as a deployment.
package struct BackupRunRow: Codable, Sendable {
  package var deploymentId: ID<BackupRun>
  package var title: String
  @Null package var description: String?
  /// One of the published API's four words; ``state`` is exact.
  package var status: String
  /// What `/listen-deployment` is asked for.
  package var logPath: String
  @Null package var pid: String?
  @Null package var backupId: ID<BackupPlan>?
  @Null package var volumeBackupId: ID<BackupPlan>?
  package var createdAt: Date
  @Null package var startedAt: Date?
  @Null package var finishedAt: Date?
  @Null package var errorMessage: String?
  /// The service that it is of, or that is restored into; `null` of Slipway itself.
  @Null package var serviceId: ID<Deployable>?
  package var kind: BackupRun.Kind
  package var state: BackupRun.Status
  /// What it found, or what there is to know of one that did not fail.
  @Null package var message: String?
  package var objectKey: String
  /// Whether the object is in the destination.
  package var isStored: Bool
  /// Bytes of the object; `null` until it is complete.
  @Null package var size: Int?
  @Null package var sha256: String?
  /// Milliseconds from its beginning to its end.
  @Null package var durationMilliseconds: Int?
  package var isCancelRequested: Bool

  package init(_ run: BackupRun, isVolume: Bool) {
    deploymentId = run.id
    title = run.title
    description = nil
    status = run.status.wireName
    logPath = run.id.rawValue
    pid = nil
    backupId = isVolume ? nil : run.planID
    volumeBackupId = isVolume ? run.planID : nil
    createdAt = run.createdAt
    startedAt = run.startedAt
    finishedAt = run.finishedAt
    errorMessage = run.status == .error ? run.message : nil
    serviceId = run.deployableID
    kind = run.kind
    state = run.status
    message = run.status == .error ? nil : run.message
    objectKey = run.objectKey
    isStored = run.isStored
    // Of one that failed, what had come is not there any more.
    let manifest = run.status == .done ? run.manifest : nil
    size = manifest?.size
    sha256 = manifest?.sha256
    durationMilliseconds = run.duration.map { Int($0.inSeconds * 1000) }
    isCancelRequested = run.isCancelRequested
  }
}
