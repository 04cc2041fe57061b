import Foundation
package import SlipwayCore
import SlipwayStore

/// How a deployment ended.
package enum DeploymentOutcome: Sendable {
  /// The release serves.
  case done(Release)
  /// It was undone; the evidence says why.
  case failed(Evidence)
  /// A person stopped it, and it was undone.
  case cancelled
  /// A newer one took its place while it waited.
  case superseded
}

/// The one place that gives a deployment its final status.
package enum DeploymentFinish {
  /// How many deployments of a deployable are kept.
  static let history = 50

  /// Writes the outcome into every row that it concerns, in one transaction, and tells who watches.
  package static func finish(_ deployment: Deployment, _ outcome: DeploymentOutcome, _ engine: Engine) async throws {
    // A deployment that ended must be written down as such even when its task was cancelled meanwhile.
    let changed = try await uncancelled {
      let now = engine.now()
      return try await engine.store.write { try end($0, deployment, outcome, now) }
    }
    if changed { StepRecorder.reached("finish", engine.configuration) }
    engine.bus.publish(.deploymentChanged(deployment.id, deployment.deployableID, deployment.organizationID))
    engine.bus.publish(.deployableChanged(deployment.deployableID, deployment.organizationID))
    engine.bus.publish(.jobQueued)
  }

  /// Writes the outcome within somebody else's transaction.
  /// - Parameter deployment: as it is in this transaction: what still waits has no worker that undoes it.
  /// - Returns: `false` when it had ended already; then nothing is changed.
  static func end(
    _ tx: Transaction, _ deployment: Deployment, _ outcome: DeploymentOutcome, _ now: Date
  ) throws -> Bool {
    let isChanged =
      switch outcome {
      case .done(let release): try done(tx, deployment, release, now)
      case .failed(let evidence): try failed(tx, deployment, evidence, now)
      case .cancelled: try withdrawn(tx, deployment, .cancelled, now)
      case .superseded: try withdrawn(tx, deployment, .superseded, now)
      }
    if isChanged {
      try PreviewProgress.note(tx, deployment, now: now)
      try CommitReportJob.enqueue(tx, deployment, now: now)
    }
    return isChanged
  }

  private static func done(_ tx: Transaction, _ deployment: Deployment, _ release: Release, _ now: Date) throws
    -> Bool
  {
    guard
      try tx.deployments.finish(deployment.id, status: .done, errorMessage: nil, evidence: nil, now: now)
    else { return false }
    try tx.releases.makeCurrent(release.id, of: deployment.deployableID)
    try tx.releases.retire(of: deployment.deployableID, keeping: Leftovers.previous)
    let deployable = deployment.deployableID
    try tx.deployables.setStopped(deployable, false)
    try tx.deployables.setStatus(deployable, .done)
    let drain = try tx.serverSettings().drainSeconds
    try RetireJob.enqueue(tx, try tx.deployables.one(deployable), at: now.addingTimeInterval(drain), now: now)
    _ = try tx.deployments.trim(deployable, keep: history)
    return true
  }

  private static func failed(
    _ tx: Transaction, _ deployment: Deployment, _ evidence: Evidence, _ now: Date
  ) throws -> Bool {
    guard
      try tx.deployments.finish(
        deployment.id, status: .error, errorMessage: evidence.summary, evidence: evidence, now: now)
    else { return false }
    try failCandidate(tx, deployment)
    try tx.deployables.setStatus(deployment.deployableID, .error)
    return true
  }

  private static func withdrawn(
    _ tx: Transaction, _ deployment: Deployment, _ status: DeploymentStatus, _ now: Date
  ) throws -> Bool {
    guard try tx.deployments.finish(deployment.id, status: status, errorMessage: nil, evidence: nil, now: now)
    else { return false }
    let isWaiting = try tx.jobs.cancelQueued(ID(deployment.id.rawValue)) || deployment.status == .queued
    if try failCandidate(tx, deployment), isWaiting {
      // An attempt before a restart got as far as a service, and nobody is at work on it.
      try tx.jobs.enqueue(
        UndoJob.queued(
          UndoJob.Arguments(deployment: deployment.id), organization: deployment.organizationID,
          lane: JobLane.deployable(deployment.deployableID), at: now, now: now))
    }
    guard try tx.deployments.active(of: deployment.deployableID).isEmpty else { return true }
    let deployable = try tx.deployables.one(deployment.deployableID)
    let isServing = try tx.releases.current(of: deployable.id) != nil && !deployable.isStopped
    if deployable.status == .running { try tx.deployables.setStatus(deployable.id, isServing ? .done : .idle) }
    return true
  }

  /// - Returns: whether there was a candidate.
  @discardableResult
  private static func failCandidate(_ tx: Transaction, _ deployment: Deployment) throws -> Bool {
    guard let release = try tx.releases.byDeployment(deployment.id), release.state == .candidate else { return false }
    return try tx.releases.setState(release.id, .failed)
  }
}
