package import SlipwayCore
import SlipwayStore

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
    /// Where it ran; `nil` is this machine.
    package var server: ID<Server>?

    package init(
      deployable: ID<Deployable>, appName: String, volumes: [String] = [], kind: Deployable.Kind? = nil,
      removesVolumes: Bool = false, server: ID<Server>? = nil
    ) {
      self.deployable = deployable
      self.appName = appName
      self.volumes = volumes
      self.kind = kind
      self.removesVolumes = removesVolumes
      self.server = server
    }
  }
  package static let kind = "remove"
  package static let pool = JobPool.upkeep
  package static let isGivenUp = false

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let (engine, control) = (context.engine, ServiceControl(context.engine))
    // With its row went the way to it.
    if let server = arguments.server, try await engine.store.read({ try $0.servers.find(server) }) == nil { return }
    let machine = try await engine.machine(at: arguments.server)
    if arguments.kind == .compose {
      return try await control.removeStack(
        arguments.deployable, appName: arguments.appName, from: machine,
        removesVolumes: arguments.removesVolumes ?? false)
    }
    try await control.remove(arguments.deployable, appName: arguments.appName, from: machine)
    try await control.removeVolumes(arguments.volumes ?? [], of: arguments.deployable, from: machine)
  }
}
