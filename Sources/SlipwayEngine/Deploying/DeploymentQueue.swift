package import Foundation
package import SlipwayCore
package import SlipwayStore

/// Where deployments wait: the deployment and its job are one transaction, and the newest wish of a
/// deployable wins.
package enum DeploymentQueue {
  /// Inserts the deployment and its job; what still waited for the same deployable and is included in it is
  /// superseded.
  ///
  /// After the transaction ``announce(_:on:)`` wakes the runner; without it the job is found a little later.
  package static func enqueue(_ tx: Transaction, _ request: DeploymentRequest, now: Date) throws -> Deployment {
    let deployable = request.deployable
    for waiting in try tx.deployments.queued(of: deployable.id) where request.kind.includes(waiting.kind) {
      _ = try DeploymentFinish.end(tx, waiting, .superseded, now)
    }
    let deployment = Deployment(
      id: request.id, organizationID: deployable.organizationID, deployableID: deployable.id, kind: request.kind,
      title: request.title, description: request.description, commit: try commit(tx, of: request),
      releaseID: request.releaseID, createdAt: now)
    try tx.deployments.insert(deployment)
    try tx.deployments.setStep(deployment.id, .queue, now: now)
    try enqueueJob(tx, of: deployment, now: now)
    return deployment
  }

  /// Gives a deployment that has no living job one again.
  static func revive(_ tx: Transaction, _ deployment: Deployment, now: Date) throws {
    try tx.jobs.delete(ID(deployment.id.rawValue))
    try enqueueJob(tx, of: deployment, now: now)
  }

  private static func enqueueJob(_ tx: Transaction, of deployment: Deployment, now: Date) throws {
    try tx.jobs.enqueue(
      DeployJob.queued(
        DeployJob.Arguments(deployment: deployment.id), id: ID(deployment.id.rawValue),
        organization: deployment.organizationID, lane: JobLane.deployable(deployment.deployableID), at: now,
        now: now))
  }

  /// Ends a waiting deployment at once; asks the worker of a running one to stop and undo it.
  ///
  /// After the transaction ``announce(_:on:)`` tells the worker.
  /// - Returns: the deployment as it is now; a final one is left as it was.
  package static func cancel(_ tx: Transaction, _ id: ID<Deployment>, now: Date) throws -> Deployment {
    let deployment = try tx.deployments.one(id)
    switch deployment.status {
    case .queued:
      _ = try DeploymentFinish.end(tx, deployment, .cancelled, now)
    case .running:
      try tx.deployments.requestCancel(id)
    case .done, .error, .cancelled, .superseded:
      break
    }
    return try tx.deployments.one(id)
  }

  /// Tells the runner and whoever watches what a transaction has changed.
  package static func announce(_ deployment: Deployment, on bus: any EventBus) {
    bus.publish(
      .deploymentChanged(deployment.id, deployment.deployableID, deployment.organizationID))
    if deployment.isCancelRequested, !deployment.status.isFinal {
      bus.publish(.cancelRequested(deployment.id))
    }
    bus.publish(.jobQueued)
  }

  /// A rebuild builds what serves now, not what the branch has become.
  private static func commit(_ tx: Transaction, of request: DeploymentRequest) throws -> String? {
    if request.commit != nil || request.kind != .rebuild { return request.commit }
    guard let release = try tx.releases.current(of: request.deployable.id) else { return nil }
    return try tx.deployments.find(release.deploymentID)?.commit
  }
}
