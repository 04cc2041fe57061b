import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Deployments of databases: queued as others are, and waited for, because published clients expect that.
enum DatabaseQueue {
  private static let patience = Duration.seconds(150)

  /// - Parameter waits: whether the answer comes when it serves, or at once.
  /// - Returns: the database as it is then.
  /// - Throws: ``SlipwayError`` `commandFailed` with the reason when it does not come to serve.
  static func deploy(
    _ id: ID<Deployable>, of engine: Database.Engine, _ kind: Deployment.Kind, waits: Bool, _ call: Call
  ) async throws -> Database {
    let now = call.now()
    let deployment = try await call.store.write { tx in
      let database = try tx.databases.one(id, of: engine)
      guard try kind != .reload || tx.releases.current(of: id) != nil else {
        throw SlipwayError(.preconditionFailed, "There is nothing to reload yet; deploy the database first.")
      }
      return try DeploymentQueue.enqueue(tx, DeploymentRequest(deployable: database.deployable, kind: kind), now: now)
    }
    let end = JobEnd(ID(deployment.id.rawValue), call)
    DeploymentQueue.announce(deployment, on: call.engine.bus)
    if waits { _ = try await end.wait(for: patience) }
    return try await outcome(of: deployment.id, id, engine, call)
  }

  /// Deletes all data, then deploys.
  static func rebuild(
    _ id: ID<Deployable>, of engine: Database.Engine, waits: Bool, _ call: Call
  ) async throws -> Database {
    let now = call.now()
    let (job, deployment) = try await call.store.write { tx in
      try RebuildJob.enqueue(tx, try tx.databases.one(id, of: engine), now: now)
    }
    let removal = JobEnd(job, call)
    if waits {
      if case .ended(let problem?) = try await removal.wait(for: patience) {
        throw SlipwayError(.commandFailed, problem)
      }
      _ = try await JobEnd(ID(deployment.rawValue), call).wait(for: patience)
    }
    return try await outcome(of: deployment, id, engine, call)
  }

  private static func outcome(
    of deployment: ID<Deployment>, _ id: ID<Deployable>, _ engine: Database.Engine, _ call: Call
  ) async throws -> Database {
    let (database, ended) = try await call.store.read { tx in
      (try tx.databases.one(id, of: engine), try tx.deployments.find(deployment))
    }
    guard let ended, ended.status == .error else { return database }
    throw SlipwayError(
      .commandFailed, ended.errorMessage ?? "The deployment failed; its log says why.",
      details: ["deploymentId": ended.id.rawValue])
  }
}
