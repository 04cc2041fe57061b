package import SlipwayCore
import SlipwayStore

/// Gives a deployable its tasks back that its owner wants to run again.
package enum StartJob: RunnableJob {
  /// Which deployable.
  package struct Arguments: Codable, Sendable {
    package var deployable: ID<Deployable>

    package init(deployable: ID<Deployable>) { self.deployable = deployable }
  }
  package static let kind = "start"
  package static let pool = JobPool.upkeep

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    let found = try await engine.store.read { try $0.deployables.find(arguments.deployable) }
    // A later wish has its own job.
    guard let deployable = found, deployable.isStopped == false else { return }
    try await ServiceControl(engine).start(deployable.id)
    try await ServiceWish.fulfilled(deployable.id, .done, engine)
  }
}
