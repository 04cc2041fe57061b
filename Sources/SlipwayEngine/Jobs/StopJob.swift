package import SlipwayCore
import SlipwayStore

/// Takes the tasks of a deployable away that its owner wants stopped.
package enum StopJob: RunnableJob {
  /// Which deployable.
  package struct Arguments: Codable, Sendable {
    package var deployable: ID<Deployable>

    package init(deployable: ID<Deployable>) { self.deployable = deployable }
  }
  package static let kind = "stop"
  package static let pool = JobPool.upkeep

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    let found = try await engine.store.read { try $0.deployables.find(arguments.deployable) }
    // A later wish has its own job.
    guard let deployable = found, deployable.isStopped == true else { return }
    try await ServiceControl(engine).stop(deployable.id)
    try await ServiceWish.fulfilled(deployable.id, .idle, engine)
  }
}
