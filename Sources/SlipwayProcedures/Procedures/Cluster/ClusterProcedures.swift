/// What can be asked of and done with the nodes of a Swarm.
enum ClusterProcedures {
  static let all: [any Procedure.Type] = [
    ClusterAddManager.self, ClusterAddWorker.self, ClusterGetNodes.self, ClusterLayout.self, ClusterRemoveWorker.self,
    ClusterRotateJoinToken.self, ClusterSetAvailability.self, ClusterSetLabels.self, ClusterSetRole.self,
    SwarmGetAppInfos.self, SwarmGetContainerStats.self, SwarmGetNodeApps.self, SwarmGetNodeInfo.self,
    SwarmGetNodes.self,
  ]
}
