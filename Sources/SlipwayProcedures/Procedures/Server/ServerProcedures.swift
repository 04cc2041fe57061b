/// Everything that can be asked of servers.
enum ServerProcedures {
  static let all: [any Procedure.Type] = [
    ServerAll.self, ServerAllForPermissions.self, ServerBuildServers.self, ServerConfirmHostKey.self,
    ServerCount.self,
    ServerCreate.self, ServerGetDefaultCommand.self, ServerGetServerTime.self, ServerHostKey.self, ServerOne.self,
    ServerPublicIp.self, ServerRemove.self, ServerSecurity.self, ServerSetEnabled.self, ServerSetup.self,
    ServerUpdate.self, ServerUpdateBuildsConcurrency.self, ServerValidate.self, ServerWithSSHKey.self,
    DeploymentAllByServer.self,
  ]
}
