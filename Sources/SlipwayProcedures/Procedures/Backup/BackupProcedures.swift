/// Everything that can be asked of destinations, backups and volume backups.
enum BackupProcedures {
  static let all: [any Procedure.Type] = destination + backup + volumeBackups

  private static let destination: [any Procedure.Type] = [
    DestinationAll.self, DestinationCreate.self, DestinationOne.self, DestinationRemove.self,
    DestinationTestConnection.self, DestinationUpdate.self,
  ]

  private static let backup: [any Procedure.Type] = [
    BackupByService.self, BackupCancelRun.self, BackupCreate.self, BackupDrill.self, BackupListBackupFiles.self,
    BackupManualBackupCompose.self, BackupManualBackupLibsql.self, BackupManualBackupMariadb.self,
    BackupManualBackupMongo.self, BackupManualBackupMySql.self, BackupManualBackupPostgres.self,
    BackupManualBackupWebServer.self, BackupOne.self, BackupReadLogs.self, BackupRemove.self,
    BackupRestoreBackup.self, BackupRunOne.self, BackupUpdate.self, UserGetBackups.self,
  ]

  private static let volumeBackups: [any Procedure.Type] = [
    VolumeBackupCreate.self, VolumeBackupDelete.self, VolumeBackupList.self, VolumeBackupOne.self,
    VolumeBackupRestore.self, VolumeBackupRunManually.self, VolumeBackupUpdate.self,
  ]
}
