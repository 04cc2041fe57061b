import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// The end of applications: what works for them stops, then the rows go, then what runs.
enum ApplicationRemoval {
  /// Drops what waits and asks what works to stop, in the transaction that removes the rows.
  /// - Returns: what is to be announced when the transaction is over.
  static func cancelDeployments(of applications: [Application], _ now: Date, _ tx: Transaction) throws -> [Deployment]
  {
    try applications.flatMap { try tx.deployments.active(of: $0.id) }.map {
      try DeploymentQueue.cancel(tx, $0.id, now: now)
    }
  }

  /// Removes services, routes and files of applications whose rows are gone.
  static func finish(_ applications: [Application], cancelled: [Deployment], _ call: Call) async {
    for deployment in cancelled { DeploymentQueue.announce(deployment, on: call.engine.bus) }
    await ServiceActions.remove(applications, call)
  }
}
