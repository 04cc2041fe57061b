package import Foundation
package import SlipwayCore
package import SlipwayStore

/// A deployment that was put into the queue, and those that it took the place of.
package struct QueuedDeployment: Sendable {
  package var deployment: Deployment
  package var superseded: [Deployment] = []

  package var id: ID<Deployment> { deployment.id }
}

/// Where deployments wait: the deployment and its job are one transaction, and the newest wish of a
/// deployable wins.
package enum DeploymentQueue {
  /// Inserts the deployment and its job; what still waited for the same deployable and is included in it is
  /// superseded.
  ///
  /// After the transaction ``announce(_:on:)`` wakes the runner; without it the job is found a little later.
  package static func enqueue(_ tx: Transaction, _ request: DeploymentRequest, now: Date) throws -> QueuedDeployment {
    let deployable = request.deployable
    // Before anything is written: nobody gets round an approval, whichever way the wish came.
    let pinned = try PreviewLeave.commit(of: deployable.id, tx)
    let superseded = try tx.deployments.queued(of: deployable.id).filter {
      try request.kind.includes($0.kind) && DeploymentFinish.end(tx, $0, .superseded, now)
    }
    let origin = try origin(tx, of: request)
    var deployment = Deployment(
      id: request.id, organizationID: deployable.organizationID, deployableID: deployable.id, kind: request.kind,
      title: request.title, description: request.description,
      commit: request.kind == .deploy ? pinned ?? request.commit : request.commit ?? origin?.commit ?? pinned,
      releaseID: request.releaseID, createdAt: now)
    deployment.upload = request.hasUpload ? request.id : origin?.upload
    try tx.deployments.insert(deployment)
    try tx.deployments.setStep(deployment.id, .queue, now: now)
    try enqueueJob(tx, of: deployment, now: now)
    return QueuedDeployment(deployment: deployment, superseded: superseded)
  }

  /// Gives a deployment that has no living job one again.
  static func revive(_ tx: Transaction, _ deployment: Deployment, now: Date) throws {
    try tx.jobs.delete(ID(deployment.id.rawValue))
    try enqueueJob(tx, of: deployment, now: now)
  }

  private static func enqueueJob(_ tx: Transaction, of deployment: Deployment, now: Date) throws {
    var job = try DeployJob.queued(
      DeployJob.Arguments(deployment: deployment.id), id: ID(deployment.id.rawValue),
      organization: deployment.organizationID, lane: JobLane.deployable(deployment.deployableID), at: now, now: now)
    job.pool = try DeploymentPool.of(deployment, tx).rawValue
    try tx.jobs.enqueue(job)
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

  /// Tells the runner and whoever watches what a transaction has queued, and what that took the place of.
  package static func announce(_ queued: QueuedDeployment, on bus: any EventBus) {
    for deployment in queued.superseded + [queued.deployment] { announce(deployment, on: bus) }
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

  /// Whether the person who asked for a running deployment does not want it any more; else it was the process that had to
  /// stop. Not cut short by cancellation, which is when it is asked.
  static func isCancelRequested(_ id: ID<Deployment>, _ engine: Engine) async throws -> Bool {
    try await uncancelled {
      try await engine.store.read { try $0.deployments.find(id)?.isCancelRequested ?? true }
    }
  }

  /// The deployment whose code this one is made of: a rebuild or a reload of what serves, a rollback of what it goes back
  /// to. A deploy takes what there is to take when it begins.
  private static func origin(_ tx: Transaction, of request: DeploymentRequest) throws -> Deployment? {
    let release: Release? =
      switch request.kind {
      case .deploy: nil
      case .rebuild, .reload: try tx.releases.current(of: request.deployable.id)
      case .rollback: try request.releaseID.flatMap { try tx.releases.find($0) }
      }
    return try release.flatMap { try tx.deployments.find($0.deploymentID) }
  }
}
