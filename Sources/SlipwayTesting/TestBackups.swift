import Foundation
package import SlipwayCore
package import SlipwayStore

/// A tenant's destination, its backups of a volume and of a database, and a run of the former.
package struct TestBackups: Sendable {
  package let destination: Destination
  package let volume: BackupPlan
  package let database: BackupPlan
  package let run: BackupRun

  init(_ name: String, of application: Application, _ database: Database?, _ mount: Mount, at now: Date) {
    let id = application.organizationID
    destination = Destination(
      organizationID: id, name: "\(name) bucket", provider: "AWS", bucket: name, accessKey: "AKIA-\(name)",
      secretAccessKey: Secret("\(name)-s3-canary"), createdAt: now)
    var volume = BackupPlan(
      organizationID: id, content: .volume, deployableID: application.id, destinationID: destination.id,
      appName: application.appName, schedule: "0 3 * * *", createdAt: now)
    volume.settings.volumeName = mount.volumeName
    self.volume = volume
    var dump = BackupPlan(
      organizationID: id, content: .database, deployableID: database?.id, destinationID: destination.id,
      appName: database?.appName ?? "", schedule: "0 3 * * *", createdAt: now)
    dump.settings.engine = .postgres
    dump.credentials.password = Secret("\(name)-backup-canary")
    self.database = dump
    run = BackupRun(
      organizationID: id, kind: .backup, planID: volume.id, deployableID: application.id,
      destinationID: destination.id, title: "First", objectKey: "\(name)/x.tar", createdAt: now)
  }

  package func insert(_ tx: Transaction) throws {
    try tx.destinations.insert(destination)
    try tx.backupPlans.insert(volume)
    try tx.backupPlans.insert(database)
    try tx.backupRuns.insert(run)
    _ = try tx.backupRuns.finish(run.id, status: .done, message: nil, now: run.createdAt)
  }
}
