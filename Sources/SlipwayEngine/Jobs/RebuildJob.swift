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

  /// - Returns: the job, and the deployment that will follow it.
  /// - Throws: ``SlipwayError`` `conflict` while a deployment of it waits or works.
  package static func enqueue(
    _ tx: Transaction, _ database: Database, now: Date
  ) throws -> (job: ID<Job>, deployment: ID<Deployment>) {
    guard try tx.deployments.active(of: database.id).isEmpty else {
      throw SlipwayError(.conflict, "A deployment of it waits or is at work: wait for it or cancel it first.")
    }
    let deployment = ID<Deployment>.random()
    let job = try queued(
      Arguments(database: database.id, deployment: deployment), organization: database.organizationID,
      lane: JobLane.deployable(database.id), at: now, now: now)
    try tx.jobs.enqueue(job)
    return (job.id, deployment)
  }

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    let (found, volumes, isRemoved) = try await engine.store.read { tx in
      (
        try tx.databases.find(arguments.database),
        try tx.mounts.all(of: arguments.database).compactMap(\.volumeName),
        try tx.deployments.find(arguments.deployment) != nil
      )
    }
    guard let database = found, !isRemoved else { return }
    let control = try ServiceControl(engine)
    try await control.removeServices(database.id)
    try await control.removeVolumes(volumes, of: database.id)
    let now = engine.now()
    let request = DeploymentRequest(
      id: arguments.deployment, deployable: database.deployable, kind: .deploy, title: "Rebuild from nothing")
    let deployment = try await engine.store.write { try DeploymentQueue.enqueue($0, request, now: now) }
    DeploymentQueue.announce(deployment, on: engine.bus)
  }
}
