package import Foundation
package import SlipwayCore
package import SlipwayStore

/// What its owner wants of an application's services: written down first, with the job that brings it about in the
/// application's lane.
package enum ServiceWish {
  /// - Returns: the job.
  /// - Throws: ``SlipwayError`` `conflict` while a deployment waits or works: it would bring back what is stopped, or
  ///   take away what is started.
  package static func stop(_ tx: Transaction, _ id: ID<Application>, now: Date) throws -> ID<Job> {
    let application = try wish(tx, id, isStopped: true)
    let job = try StopJob.queued(
      StopJob.Arguments(application: id), organization: application.organizationID, lane: JobLane.application(id),
      at: now, now: now)
    try tx.jobs.enqueue(job)
    return job.id
  }

  /// - Returns: the job.
  /// - Throws: ``SlipwayError`` `conflict` as ``stop(_:_:now:)``; `preconditionFailed` when it was never deployed.
  package static func start(_ tx: Transaction, _ id: ID<Application>, now: Date) throws -> ID<Job> {
    guard try tx.releases.current(of: id) != nil else {
      throw SlipwayError(.preconditionFailed, "There is nothing to start yet; deploy the application first.")
    }
    let application = try wish(tx, id, isStopped: false)
    let job = try StartJob.queued(
      StartJob.Arguments(application: id), organization: application.organizationID, lane: JobLane.application(id),
      at: now, now: now)
    try tx.jobs.enqueue(job)
    return job.id
  }

  /// Removes everything that is not a row of an application whose rows go in the same transaction; volumes stay.
  /// - Returns: the job.
  package static func remove(_ tx: Transaction, _ application: Application, now: Date) throws -> ID<Job> {
    // Of no organisation: that may go with it.
    let job = try RemoveJob.queued(
      RemoveJob.Arguments(application: application.id, appName: application.appName), organization: nil,
      lane: JobLane.application(application.id), at: now, now: now)
    try tx.jobs.enqueue(job)
    return job.id
  }

  /// The job that makes what runs of an application what the rows want; `nil` when there is work in its lane already.
  package static func repair(_ tx: Transaction, _ id: ID<Application>, now: Date) throws -> ID<Job>? {
    let lane = JobLane.application(id)
    guard let application = try tx.applications.find(id), try tx.releases.current(of: id) != nil,
      try tx.jobs.isIdle(lane: lane)
    else { return nil }
    let owner = application.organizationID
    let job =
      application.isStopped
      ? try StopJob.queued(StopJob.Arguments(application: id), organization: owner, lane: lane, at: now, now: now)
      : try StartJob.queued(StartJob.Arguments(application: id), organization: owner, lane: lane, at: now, now: now)
    try tx.jobs.enqueue(job)
    return job.id
  }

  static func fulfilled(_ id: ID<Application>, _ status: Application.Status, _ engine: Engine) async throws {
    let application = try await engine.store.write { tx -> Application? in
      // What was never released is as idle as before.
      if try tx.releases.current(of: id) != nil { try tx.applications.setStatus(id, status) }
      return try tx.applications.find(id)
    }
    guard let application else { return }
    engine.bus.publish(.applicationChanged(id, application.organizationID))
  }

  private static func wish(_ tx: Transaction, _ id: ID<Application>, isStopped: Bool) throws -> Application {
    guard try tx.deployments.active(of: id).isEmpty else {
      throw SlipwayError(
        .conflict, "A deployment of this application waits or is at work: wait for it or cancel it first.")
    }
    var application = try tx.applications.one(id)
    application.isStopped = isStopped
    try tx.applications.update(application)
    return application
  }
}
