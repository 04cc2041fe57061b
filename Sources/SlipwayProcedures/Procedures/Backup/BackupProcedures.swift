import SlipwayCore
import SlipwayEngine

/// Everything that can be asked of destinations, backups and volume backups.
enum BackupProcedures {
  static let all: [any Procedure.Type] = destination + backup + manual + volumeBackups

  private static let destination: [any Procedure.Type] = [
    DestinationAll.self, DestinationCreate.self, DestinationOne.self, DestinationRemove.self,
    DestinationTestConnection.self, DestinationUpdate.self,
  ]

  private static let backup: [any Procedure.Type] = [
    BackupByService.self, BackupCancelRun.self, BackupCreate.self, BackupDrill.self, BackupListBackupFiles.self,
    BackupOne.self, BackupReadLogs.self, BackupRemove.self, BackupRestoreBackup.self, BackupRunOne.self,
    BackupUpdate.self, UserGetBackups.self,
  ]

  /// Redis has none: its published backups are those of its volume.
  private static let manual: [any Procedure.Type] =
    [BackupManualBackup<ManualComposeBackup>.self, BackupManualBackup<ManualPanelBackup>.self]
    + DatabaseEngines.all.filter { $0.kind != .redis }.map { manual(of: $0) }

  private static func manual<Engine: DatabaseEngine>(of engine: Engine.Type) -> any Procedure.Type {
    BackupManualBackup<ManualDatabaseBackup<Engine>>.self
  }

  private static let volumeBackups: [any Procedure.Type] = [
    VolumeBackupCreate.self, VolumeBackupDelete.self, VolumeBackupList.self, VolumeBackupOne.self,
    VolumeBackupRestore.self, VolumeBackupRunManually.self, VolumeBackupUpdate.self,
  ]
}
