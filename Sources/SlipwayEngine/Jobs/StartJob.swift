import SlipwayCore
import SlipwayStore

/// Gives a deployable its tasks back that its owner wants to run again.
package enum StartJob: RunnableJob {
  package typealias Arguments = DeployableArguments
  package static let kind = "start"
  package static let pool = JobPool.upkeep

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    let found = try await engine.store.read { try $0.deployables.find(arguments.deployable) }
    // A later wish has its own job.
    guard let deployable = found, deployable.isStopped == false else { return }
    do {
      try await ServiceControl(engine).start(deployable.id)
    } catch let refusal as JobRefusal {
      try await ServiceWish.settled(deployable.id, .error, engine)
      throw refusal
    }
    try await ServiceWish.settled(deployable.id, .done, engine)
  }

  package static func giveUp(_ arguments: Arguments, _ context: JobContext, error: any Error) async throws {
    try await ServiceWish.settled(arguments.deployable, .error, context.engine)
  }
}
