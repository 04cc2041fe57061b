/// What can be done with compose stacks.
package enum ComposeProcedures {
  package static let all: [any Procedure.Type] = [
    ComposeAllow.self, ComposeAsks.self, ComposeCreate.self, ComposeCreateWithSource.self, ComposeDelete.self,
    ComposeDisconnectGitProvider.self, ComposeEffective.self, ComposeFetchSourceType.self,
    ComposeGetDefaultCommand.self, ComposeLoadMountsByService.self, ComposeLoadServices.self, ComposeMove.self,
    ComposeOne.self, ComposeReadLogs.self, ComposeRefreshToken.self, ComposeRestartService.self,
    ComposeSaveEnvironment.self, ComposeScaleService.self,
    ComposeSearch.self, ComposeStart.self, ComposeStartService.self, ComposeState.self, ComposeStop.self,
    ComposeStopService.self, ComposeUpdate.self, ComposeVolumes.self,
  ]
}
