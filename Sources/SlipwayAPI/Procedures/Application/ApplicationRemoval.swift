import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// The end of applications: what works for them stops, then the rows go, then what runs.
enum ApplicationRemoval {
  /// Asks what works to stop and drops what waits, in the transaction that removes the rows.
  static func cancelDeployments(of application: Application, _ now: Date, _ tx: Transaction) throws {
    for deployment in try tx.deployments.active(of: application.id) {
      _ = try DeploymentQueue.cancel(tx, deployment.id, now: now)
    }
  }

  /// Removes services, routes and files of applications whose rows are gone. What does not succeed now is no row's
  /// any more, and the caretaker of orphans removes it.
  static func removeServices(of applications: [Application], _ call: Call) async {
    for application in applications { await ServiceActions.remove(application, call) }
  }
}
