package import SlipwayCore
import SlipwayStore

/// Undoes a deployment that ended while it waited to be gone on with.
package enum UndoJob: RunnableJob {
  /// Which deployment.
  package struct Arguments: Codable, Sendable {
    package var deployment: ID<Deployment>

    package init(deployment: ID<Deployment>) { self.deployment = deployment }
  }
  package static let kind = "undo"
  package static let pool = JobPool.upkeep
  package static let isGivenUp = false

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let found = try await context.engine.store.read { try $0.deployments.find(arguments.deployment) }
    guard let deployment = found else { return }
    try await ReleaseUndo(engine: context.engine, deployment: deployment).run()
  }
}
