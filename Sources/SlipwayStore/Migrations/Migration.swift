/// One step of the schema. It is never changed once released; what comes later is another one.
///
/// A new one is a file `M00nn_What.swift` whose type conforms, and one line in ``Migrations/all``.
package protocol Migration: SendableMetatype {
  /// One more than the highest of those before.
  static var version: Int { get }
  /// In the dialect that both databases share.
  static var statements: [SQL] { get }
}

/// All of them, in their order. Numbers that are missing stay unused: the next one is 35.
package enum Migrations {
  package static let all: [any Migration.Type] = [
    M0001_Accounts.self, M0002_Projects.self, M0003_Deployments.self, M0004_Jobs.self, M0005_Records.self,
    M0006_Overview.self, M0007_Deployables.self, M0008_Uploads.self, M0009_Backups.self, M0010_VolumeClaims.self,
    M0011_Rules.self, M0012_Compose.self, M0013_StackPorts.self, M0014_BackupObjects.self, M0015_Schedules.self,
    M0016_Servers.self, M0017_DueJobs.self, M0018_Networks.self, M0020_HeldDatabases.self, M0021_Placement.self,
    M0022_ServerSchedules.self, M0025_Logs.self, M0026_GitProviders.self, M0028_Previews.self, M0029_Pushes.self,
    M0030_Builds.self, M0031_OnServers.self, M0032_ServerAgents.self, M0034_OwnPushKeys.self,
  ]
}
