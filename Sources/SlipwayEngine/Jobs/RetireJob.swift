package import SlipwayCore

/// Removes what an application's newest release replaced.
package enum RetireJob: RunnableJob {
  /// Which application.
  package struct Arguments: Codable, Sendable {
    package var application: ID<Application>

    package init(application: ID<Application>) { self.application = application }
  }
  package static let kind = "retire"
  package static let pool = JobPool.upkeep

  /// `DeploymentFinish` enqueues it with `availableAt` = the moment of the switch + `drainSeconds`: it need not wait itself.
  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {}
}
