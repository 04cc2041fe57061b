import SlipwayCore
import SlipwayStore

/// Lets no more builds onto a build server at once than its settings say.
enum BuildTurn {
  /// How long a deployment waits until it asks again.
  static let wait = Duration.seconds(2)

  /// - Returns: whether the deployment may go on; its row says from then on where its image is made.
  static func take(_ deployment: Deployment, _ tx: Transaction) throws -> Bool {
    // One that is gone is told of where the deployment ends with it.
    guard let application = try tx.applications.find(deployment.deployableID),
      let id = BuildPlace.server(of: application, deployment.kind), let server = try tx.servers.find(id)
    else {
      if deployment.buildServerID != nil { try tx.deployments.setBuildServer(deployment.id, nil) }
      return true
    }
    guard try tx.deployments.building(on: server.id, except: deployment.id) < max(1, server.buildsConcurrency) else {
      return false
    }
    try tx.deployments.setBuildServer(deployment.id, server.id)
    return true
  }
}
