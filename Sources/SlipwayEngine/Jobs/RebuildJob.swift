package import Foundation
package import SlipwayCore
package import SlipwayStore

/// Removes a database's server and its volumes, then has it deployed anew, empty.
package enum RebuildJob: RunnableJob {
  /// Which database.
  package struct Arguments: Codable, Sendable {
    package var database: ID<Deployable>
    /// The deployment that follows: once it is there, nothing is removed any more.
    package var deployment: ID<Deployment>
  }
  package static let kind = "rebuild"
  package static let pool = JobPool.upkeep

  private static let title = "Rebuild from nothing"

  /// - Returns: the job, and the deployment that will follow it.
  /// - Throws: ``SlipwayError`` `conflict` while a deployment of it waits or works, and when somebody else mounts one of its
  ///   volumes.
  package static func enqueue(
    _ tx: Transaction, _ database: Database, now: Date
  ) throws -> (job: ID<Job>, deployment: ID<Deployment>) {
    guard try tx.deployments.active(of: database.id).isEmpty else {
      throw SlipwayError(.conflict, "A deployment of it waits or is at work: wait for it or cancel it first.")
    }
    if let obstacle = try claim(tx, of: database.id) { throw SlipwayError(.conflict, obstacle) }
    let deployment = ID<Deployment>.random()
    let job = try queued(
      Arguments(database: database.id, deployment: deployment), organization: database.organizationID,
      lane: JobLane.deployable(database.id), at: now, now: now)
    try tx.jobs.enqueue(job)
    return (job.id, deployment)
  }

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    let (found, volumes, isRemoved, obstacle) = try await engine.store.read { tx in
      (
        try tx.databases.find(arguments.database), try names(tx, arguments.database),
        try tx.deployments.find(arguments.deployment) != nil, try claim(tx, of: arguments.database)
      )
    }
    guard let database = found, !isRemoved else { return }
    if let obstacle {
      try await fail(arguments, obstacle, isStopped: false, engine)
      throw JobRefusal(obstacle)
    }
    let (control, machine) = (ServiceControl(engine), try await engine.machine(at: database.serverID))
    try await control.removeServices(database.id, from: machine)
    try await control.removeVolumes(volumes, of: database.id, from: machine)
    let now = engine.now()
    let request = DeploymentRequest(
      id: arguments.deployment, deployable: database.deployable, kind: .deploy, title: title)
    let deployment = try await engine.store.write { tx in
      // Nothing is in them any more that a restore could have left half done.
      try UnfinishedExchange.forget(tx, of: database.id, volumes: volumes)
      return try DeploymentQueue.enqueue(tx, request, now: now)
    }
    DeploymentQueue.announce(deployment, on: engine.bus)
  }

  /// Some of it may be removed: it stays stopped, so that nobody starts it on what is left.
  package static func giveUp(_ arguments: Arguments, _ context: JobContext, error: any Error) async throws {
    let reason = (error as? SlipwayError)?.message ?? "something unexpected happened."
    try await fail(
      arguments, "It could not be removed: \(reason) It stays stopped; rebuild it again when the cause is gone.",
      isStopped: true, context.engine)
  }

  private static func names(_ tx: Transaction, _ database: ID<Deployable>) throws -> [String] {
    try tx.mounts.all(of: database).compactMap(\.volumeName)
  }

  /// A volume that somebody else mounts would stay, and the database begin on its old data.
  /// - Returns: who does, as a sentence.
  private static func claim(_ tx: Transaction, of database: ID<Deployable>) throws -> String? {
    guard let own = try tx.deployables.find(database) else { return nil }
    for volume in try names(tx, database) {
      let mounts = try tx.mounts.claiming(volumeName: volume, on: own.serverID)
      guard let mount = mounts.first(where: { $0.deployableID != database }) else { continue }
      let other = try tx.deployables.one(mount.deployableID)
      let name = own.organizationID == other.organizationID ? other.name : "A service of another organization"
      return "\(name) mounts the volume \(volume) too; take it away there first, for all that is in it would go."
    }
    return nil
  }

  /// Writes the error where the deployment would have been that does not come.
  private static func fail(
    _ arguments: Arguments, _ summary: String, isStopped: Bool, _ engine: Engine
  ) async throws {
    let now = engine.now()
    let deployment = try await engine.store.write { tx -> Deployment? in
      guard let database = try tx.databases.find(arguments.database),
        try tx.deployments.find(arguments.deployment) == nil
      else { return nil }
      if isStopped { try tx.deployables.setStopped(database.id, true) }
      var deployment = Deployment(
        id: arguments.deployment, organizationID: database.organizationID, deployableID: database.id, createdAt: now)
      deployment.title = title
      try tx.deployments.insert(deployment)
      _ = try tx.deployments.move(deployment.id, from: [.queued], to: .running, now: now)
      return deployment
    }
    guard let deployment else { return }
    try await DeploymentFinish.finish(
      deployment, .failed(Evidence(step: .queue, summary: summary)), engine)
  }
}
