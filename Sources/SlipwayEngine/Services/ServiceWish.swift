package import Foundation
package import SlipwayCore
package import SlipwayStore

/// What its owner wants of what runs: written down first, with the job that brings it about in its
/// lane.
package enum ServiceWish {
  /// - Returns: the job.
  /// - Throws: ``SlipwayError`` `conflict` while a deployment waits or works: it would bring back what is stopped, or
  ///   take away what is started.
  package static func stop(_ tx: Transaction, _ id: ID<Deployable>, now: Date) throws -> ID<Job> {
    try StopJob.enqueue(tx, try wish(tx, id, isStopped: true), now: now)
  }

  /// - Returns: the job.
  /// - Throws: ``SlipwayError`` `conflict` as ``stop(_:_:now:)``; `preconditionFailed` when it was never deployed.
  package static func start(_ tx: Transaction, _ id: ID<Deployable>, now: Date) throws -> ID<Job> {
    guard try tx.releases.hasCurrent(id) else {
      throw SlipwayError(.preconditionFailed, "There is nothing to start yet; deploy it first.")
    }
    return try StartJob.enqueue(tx, try wish(tx, id, isStopped: false), now: now)
  }

  /// Removes everything that is not a row of what loses its rows in the same transaction.
  /// - Parameters:
  ///   - volumes: named volumes that go, too; all others stay.
  ///   - removesVolumes: of a compose stack: whether all of its volumes go.
  /// - Returns: the job.
  package static func remove(
    _ tx: Transaction, _ deployable: Deployable, volumes: [String] = [], removesVolumes: Bool = false, now: Date
  ) throws -> ID<Job> {
    // Of no organisation: that may go with it.
    let job = try RemoveJob.queued(
      RemoveJob.Arguments(
        deployable: deployable.id, appName: deployable.appName, volumes: volumes, kind: deployable.kind,
        removesVolumes: removesVolumes, server: deployable.serverID),
      organization: nil, lane: JobLane.deployable(deployable.id), at: now, now: now)
    try tx.jobs.enqueue(job)
    return job.id
  }

  /// The job that makes what runs of it what the rows want; `nil` when there is work in its lane already.
  package static func repair(_ tx: Transaction, _ id: ID<Deployable>, now: Date) throws -> ID<Job>? {
    guard let deployable = try tx.deployables.find(id), try tx.releases.hasCurrent(id),
      try tx.jobs.isIdle(lane: JobLane.deployable(id))
    else { return nil }
    return deployable.isStopped
      ? try StopJob.enqueue(tx, deployable, now: now) : try StartJob.enqueue(tx, deployable, now: now)
  }

  /// Writes down what came of a wish, and tells who watches.
  static func settled(_ id: ID<Deployable>, _ status: Deployable.Status, _ engine: Engine) async throws {
    let deployable = try await engine.store.write { tx -> Deployable? in
      // What was never released is as idle as before.
      if try tx.releases.hasCurrent(id) { try tx.deployables.setStatus(id, status) }
      return try tx.deployables.find(id)
    }
    guard let deployable else { return }
    engine.bus.publish(.deployableChanged(id, deployable.organizationID))
  }

  private static func wish(_ tx: Transaction, _ id: ID<Deployable>, isStopped: Bool) throws -> Deployable {
    guard try tx.deployments.active(of: id).isEmpty else {
      throw SlipwayError(
        .conflict, "A deployment of it waits or is at work: wait for it or cancel it first.")
    }
    let deployable = try tx.deployables.one(id)
    try tx.deployables.setStopped(id, isStopped)
    return deployable
  }
}
