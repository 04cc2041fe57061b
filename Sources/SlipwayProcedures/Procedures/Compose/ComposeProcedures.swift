/// What can be done with compose stacks.
package enum ComposeProcedures {
  package static let all: [any Procedure.Type] = [
    ComposeAllow.self, ComposeAsks.self, ComposeCancelDeployment.self, ComposeCleanQueues.self,
    ComposeClearDeployments.self, ComposeCreate.self, ComposeCreateWithSource.self,
    ComposeDelete.self, ComposeDeploy.self, ComposeDisconnectGitProvider.self, ComposeEffective.self,
    ComposeFetchSourceType.self,
    ComposeGetDefaultCommand.self, ComposeKillBuild.self, ComposeLoadMountsByService.self, ComposeLoadServices.self,
    ComposeMove.self, ComposeOne.self, ComposePendingChanges.self, ComposeReadLogs.self, ComposeRedeploy.self,
    ComposeRefreshToken.self, ComposeRestartService.self, ComposeSaveEnvironment.self, ComposeScaleService.self,
    ComposeSearch.self, ComposeStart.self, ComposeStartService.self, ComposeState.self, ComposeStop.self,
    ComposeStopService.self, ComposeUpdate.self, ComposeVolumes.self,
  ]
}
