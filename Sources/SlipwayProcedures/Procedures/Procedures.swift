/// Everything that the API can do.
package enum Procedures {
  package static let all: [any Procedure.Type] =
    project + environment + application + domain + deployment + mounts + port + rollback + sshKey + user + settings
    + CodeServiceProcedures.all + RuleProcedures.all + TemplateProcedures.all + volume
    + DatabaseProcedures.all + BackupProcedures.all + ComposeProcedures.all + ScheduleProcedures.all
    + ServerProcedures.all + DockerProcedures.all + MonitoringProcedures.all + LogProcedures.all
    + RequestProcedures.all + ClusterProcedures.all + ProviderProcedures.all + PreviewProcedures.all
    + BuilderProcedures.all

  private static let project: [any Procedure.Type] = [
    ProjectAll.self, ProjectAllForPermissions.self, ProjectCreate.self, ProjectDuplicate.self, ProjectHomeStats.self,
    ProjectOne.self,
    ProjectRemove.self, ProjectSearch.self, ProjectUpdate.self,
  ]

  private static let environment: [any Procedure.Type] = [
    EnvironmentByProjectId.self, EnvironmentCreate.self, EnvironmentDuplicate.self, EnvironmentGlances.self,
    EnvironmentOne.self,
    EnvironmentRemove.self, EnvironmentSearch.self, EnvironmentUpdate.self,
  ]

  private static let application: [any Procedure.Type] = [
    ApplicationCreate.self, ApplicationCreateWithSource.self, ApplicationDelete.self,
    ApplicationDisconnectGitProvider.self, ApplicationDropDeployment.self, ApplicationMarkRunning.self,
    ApplicationMove.self, ApplicationOne.self, ApplicationReadLogs.self, ApplicationReadTraefikConfig.self,
    ApplicationRefreshToken.self, ApplicationReload.self, ApplicationSaveBuildType.self,
    ApplicationSaveDockerProvider.self, ApplicationSaveEnvironment.self, ApplicationSaveGitProvider.self,
    ApplicationPushRemotes.self, ApplicationSavePushProvider.self,
    ApplicationSearch.self, ApplicationStart.self, ApplicationState.self, ApplicationStop.self,
    ApplicationUpdate.self,
    ApplicationUpdateTraefikConfig.self,
  ]

  private static let domain: [any Procedure.Type] = [
    DomainByApplicationId.self, DomainByComposeId.self, DomainCanGenerate.self, DomainCreate.self, DomainDelete.self,
    DomainGenerate.self,
    DomainOne.self, DomainProposePorts.self, DomainTestRequest.self, DomainToggleEnable.self, DomainUpdate.self,
    DomainValidate.self,
  ]

  private static let deployment: [any Procedure.Type] = [
    DeploymentActivity.self, DeploymentAll.self, DeploymentAllByCompose.self, DeploymentAllByType.self,
    DeploymentAllCentralized.self,
    DeploymentKillProcess.self,
    DeploymentOne.self, DeploymentQueueList.self, DeploymentReadLogs.self, DeploymentRemove.self,
  ]

  private static let mounts: [any Procedure.Type] = [
    MountAllNamed.self, MountCreate.self, MountListByService.self, MountOne.self, MountRemove.self, MountUpdate.self,
  ]

  private static let port: [any Procedure.Type] = [
    PortCreate.self, PortDelete.self, PortOne.self, PortUpdate.self,
  ]

  private static let rollback: [any Procedure.Type] = [RollbackDelete.self, RollbackRollback.self]

  private static let sshKey: [any Procedure.Type] = [
    SSHKeyAll.self, SSHKeyAllForApps.self, SSHKeyCreate.self, SSHKeyGenerate.self, SSHKeyOne.self,
    SSHKeyRemove.self, SSHKeyUpdate.self,
  ]

  private static let user: [any Procedure.Type] = [
    UserCreateAPIKey.self, UserCreatePushKey.self, UserDeleteAPIKey.self, UserDeletePushKey.self, UserPushKeys.self,
    UserGet.self, UserGetPermissions.self, UserListSessions.self,
    UserRevokeOtherSessions.self, UserRevokeSession.self, UserSession.self, UserUpdate.self,
  ]

  private static let volume: [any Procedure.Type] = [VolumeDelete.self, VolumeUnused.self]

  private static let settings: [any Procedure.Type] = [
    SettingsAssignDomainServer.self, SettingsCheckInfrastructureHealth.self, SettingsCleanAllDeploymentQueue.self,
    SettingsGetDokployVersion.self, SettingsGetIP.self, SettingsGetOpenAPIDocument.self, SettingsGetReleaseTag.self,
    SettingsGetWebServerSettings.self, SettingsHealth.self, SettingsIsCloud.self, SettingsUpdateBuildCeiling.self,
    SettingsUpdateBuildsConcurrency.self,
  ]
}
