import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Queues and cancels deployments of whatever is deployed, and tells everybody.
enum DeployableQueue {
  /// - Parameters:
  ///   - title: as typed; `nil` says what is deployed.
  static func enqueue(
    _ kind: Deployment.Kind, _ id: ID<Deployable>, _ title: String?, _ description: String?, _ call: Call
  ) async throws -> DeploymentQueued {
    let title = try title.map { try TypedText.description($0, field: "title") } ?? nil
    let description = try TypedText.description(description) ?? ""
    let now = call.now()
    let queued = try await call.store.write { tx in
      let request = DeploymentRequest(
        deployable: try tx.deployables.one(id), kind: kind, title: title.map { String($0.prefix(200)) },
        description: description)
      return try DeploymentQueue.enqueue(tx, request, now: now)
    }
    DeploymentQueue.announce(queued, on: call.engine.bus)
    return DeploymentQueued(queued.deployment)
  }

  /// - Parameter statuses: which deployments are meant.
  /// - Returns: how many there were.
  static func cancel(_ id: ID<Deployable>, statuses: Set<DeploymentStatus>, _ call: Call) async throws -> Int {
    let now = call.now()
    let cancelled = try await call.store.write { tx in
      try tx.deployments.active(of: id).filter { statuses.contains($0.status) }.map {
        try DeploymentQueue.cancel(tx, $0.id, now: now)
      }
    }
    for deployment in cancelled { DeploymentQueue.announce(deployment, on: call.engine.bus) }
    return cancelled.count
  }
}
