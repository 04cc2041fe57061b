package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Queues a deployment that puts an earlier release into service as it was.
package enum RollbackRollback: Procedure {
  package static let name = "rollback.rollback"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Queues a return to an earlier release"

  package static func access(_ input: RollbackInput) -> Access { .subject(.release(input.rollbackId), .deploy) }

  package static func run(_ input: RollbackInput, _ call: Call) async throws -> DeploymentQueued {
    let now = call.now()
    let queued = try await call.store.write { tx in
      let release = try tx.releases.one(input.rollbackId)
      switch release.state {
      case .previous: break
      case .current: throw SlipwayError(.conflict, "This release serves now; there is nothing to go back to.")
      case .retired:
        throw SlipwayError(.conflict, "The image of this release is not kept any more; deploy its commit instead.")
      case .candidate, .failed: throw SlipwayError(.conflict, "This release never proved itself.")
      }
      let deployable = try tx.deployables.one(release.deployableID)
      guard deployable.kind != .database else {
        throw SlipwayError(
          .preconditionFailed, "A database has one state only, its data's: restore a backup instead.")
      }
      let former = try tx.deployments.one(release.deploymentID)
      let words = ["Back to “\(former.title)”", former.commit.map { "commit \($0.prefix(8))" }]
      let request = DeploymentRequest(
        deployable: deployable, kind: .rollback, description: words.compactMap { $0 }.joined(separator: ", "),
        releaseID: release.id)
      return try DeploymentQueue.enqueue(tx, request, now: now)
    }
    DeploymentQueue.announce(queued, on: call.engine.bus)
    return DeploymentQueued(queued.deployment)
  }
}
