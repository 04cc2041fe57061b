package import SlipwayCore

/// Removes what a deleted application leaves besides its rows: services, routes, files, images. It is tried until Docker
/// lets it succeed; being in the application's lane, it comes after whatever is still at work there.
package enum RemoveJob: RunnableJob {
  /// What is known of an application that has no row any more.
  package struct Arguments: Codable, Sendable {
    package var deployable: ID<Deployable>
    package var appName: String

    package init(deployable: ID<Deployable>, appName: String) {
      self.deployable = deployable
      self.appName = appName
    }
  }
  package static let kind = "remove"
  package static let pool = JobPool.upkeep
  package static let isGivenUp = false

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    try await ServiceControl(context.engine).remove(arguments.deployable, appName: arguments.appName)
  }
}
