import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Queues and cancels deployments of one application, and tells everybody.
enum ApplicationQueue {
  static func enqueue(
    _ kind: Deployment.Kind, _ input: ApplicationDeployInput, _ call: Call
  ) async throws -> DeploymentQueued {
    let title = try input.title.map { try TypedText.description($0, field: "title") } ?? nil
    let description = try TypedText.description(input.description) ?? ""
    let now = call.now()
    let queued = try await call.store.write { tx in
      let application = try tx.applications.one(input.applicationId)
      let request = DeploymentRequest(
        deployable: application.deployable, kind: kind, title: title.map { String($0.prefix(200)) },
        description: description)
      return try DeploymentQueue.enqueue(tx, request, now: now)
    }
    DeploymentQueue.announce(queued, on: call.engine.bus)
    return DeploymentQueued(queued.deployment)
  }

  /// - Parameter statuses: which deployments are meant.
  /// - Returns: how many there were.
  static func cancel(
    _ application: ID<Deployable>, statuses: Set<DeploymentStatus>, _ call: Call
  ) async throws -> Int {
    let now = call.now()
    let cancelled = try await call.store.write { tx in
      try tx.deployments.active(of: application).filter { statuses.contains($0.status) }.map {
        try DeploymentQueue.cancel(tx, $0.id, now: now)
      }
    }
    for deployment in cancelled { DeploymentQueue.announce(deployment, on: call.engine.bus) }
    return cancelled.count
  }
}
