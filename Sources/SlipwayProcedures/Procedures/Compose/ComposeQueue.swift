import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Queues deployments of one compose stack, and tells everybody.
enum ComposeQueue {
  static func enqueue(_ kind: Deployment.Kind, _ input: ComposeDeployInput, _ call: Call) async throws
    -> DeploymentQueued
  {
    let title = try input.title.map { try TypedText.description($0, field: "title") } ?? nil
    let description = try TypedText.description(input.description) ?? ""
    let now = call.now()
    let queued = try await call.store.write { tx in
      let stack = try tx.composeStacks.one(input.composeId)
      let request = DeploymentRequest(
        deployable: stack.deployable, kind: kind, title: title.map { String($0.prefix(200)) },
        description: description)
      return try DeploymentQueue.enqueue(tx, request, now: now)
    }
    DeploymentQueue.announce(queued, on: call.engine.bus)
    return DeploymentQueued(queued.deployment)
  }
}
