package import SlipwayCore
import SlipwayStore

/// Gives an application its tasks back that its owner wants to run again.
package enum StartJob: RunnableJob {
  /// Which application.
  package struct Arguments: Codable, Sendable {
    package var application: ID<Application>

    package init(application: ID<Application>) { self.application = application }
  }
  package static let kind = "start"
  package static let pool = JobPool.upkeep

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    let found = try await engine.store.read { try $0.applications.find(arguments.application) }
    // A later wish has its own job.
    guard let application = found, application.isStopped == false else { return }
    try await ServiceControl(engine).start(application.id)
    try await ServiceWish.fulfilled(application.id, .done, engine)
  }
}
