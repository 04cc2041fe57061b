import SlipwayCore
import SlipwayStore

/// Takes the tasks of a deployable away that its owner wants stopped.
package enum StopJob: RunnableJob {
  package typealias Arguments = DeployableArguments
  package static let kind = "stop"
  package static let pool = JobPool.upkeep

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    let found = try await engine.store.read { try $0.deployables.find(arguments.deployable) }
    // A later wish has its own job.
    guard let deployable = found, deployable.isStopped == true else { return }
    try await ServiceControl(engine).stop(deployable.id)
    try await ServiceWish.settled(deployable.id, .idle, engine)
  }
}
