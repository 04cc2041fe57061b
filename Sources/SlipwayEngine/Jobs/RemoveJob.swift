package import SlipwayCore

/// Removes what a deleted deployable leaves besides its rows: services, routes, files, images. It is tried until Docker
/// lets it succeed; being in its lane, it comes after whatever is still at work there.
package enum RemoveJob: RunnableJob {
  /// What is known of what has no row any more.
  package struct Arguments: Codable, Sendable {
    package var deployable: ID<Deployable>
    package var appName: String
    /// Named volumes that go, too.
    package var volumes: [String]?
    /// Of a compose stack; `nil` of everything else.
    package var kind: Deployable.Kind?
    /// Of a compose stack: whether all that it has written goes, too.
    package var removesVolumes: Bool?

    package init(
      deployable: ID<Deployable>, appName: String, volumes: [String] = [], kind: Deployable.Kind? = nil,
      removesVolumes: Bool = false
    ) {
      self.deployable = deployable
      self.appName = appName
      self.volumes = volumes
      self.kind = kind
      self.removesVolumes = removesVolumes
    }
  }
  package static let kind = "remove"
  package static let pool = JobPool.upkeep
  package static let isGivenUp = false

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let control = try ServiceControl(context.engine)
    if arguments.kind == .compose {
      return try await control.removeStack(
        arguments.deployable, appName: arguments.appName, removesVolumes: arguments.removesVolumes ?? false)
    }
    try await control.remove(arguments.deployable, appName: arguments.appName)
    try await control.removeVolumes(arguments.volumes ?? [], of: arguments.deployable)
  }
}
