import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// What procedures of previews have in common.
enum PreviewActions {
  /// Changes a preview in one transaction, and tells the workers what is to be deployed.
  static func run(
    _ id: ID<PreviewDeployment>, _ call: Call,
    _ body: @escaping @Sendable (PreviewQueue) throws -> [QueuedDeployment]
  ) async throws {
    let parent = try await call.store.read { try $0.deployables.one(try $0.previews.one(id).parentID) }
    let place = try await PreviewPlace.of(parent.serverID, call.engine)
    let queued = try await call.store.write { try body(PreviewQueue($0, place)) }
    announce(queued, parent, call)
  }

  static func announce(_ queued: [QueuedDeployment], _ parent: Deployable, _ call: Call) {
    for deployment in queued { DeploymentQueue.announce(deployment, on: call.engine.bus) }
    call.publish(.deployableChanged(parent.id, parent.organizationID))
  }
}
