package import SlipwayCore
import SlipwayStore

/// Brings a preview of a branch to the commit that was pushed to it.
package enum PreviewPushJob: RunnableJob {
  package struct Arguments: Codable, Sendable {
    package var preview: ID<PreviewDeployment>
    /// `nil` is the branch's newest.
    package var commit: String?
  }
  package static let kind = "preview-push"
  package static let pool = JobPool.upkeep

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let (engine, id) = (context.engine, arguments.preview)
    let parent = try await engine.store.read { tx in
      try tx.previews.find(id).flatMap { try tx.deployables.find($0.parentID) }
    }
    guard let parent else { return }
    let place = try await PreviewPlace.of(parent.serverID, engine)
    let queued = try await engine.store.write { tx -> [QueuedDeployment] in
      guard let preview = try tx.previews.find(id) else { return [] }
      // Done already, before a crash.
      guard arguments.commit == nil || preview.commit != arguments.commit else { return [] }
      return try PreviewQueue(tx, place).update(id, commit: arguments.commit)
    }
    for deployment in queued { DeploymentQueue.announce(deployment, on: engine.bus) }
    engine.bus.publish(.deployableChanged(parent.id, parent.organizationID))
  }
}
