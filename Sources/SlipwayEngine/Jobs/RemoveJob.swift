import Foundation
package import SlipwayCore
import SlipwayDetection
import SlipwayHost
package import SlipwayStore

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
    /// Found by the labels of what runs there, which no row knows.
    package var isFound: Bool?

    package init(
      deployable: ID<Deployable>, appName: String, volumes: [String] = [], kind: Deployable.Kind? = nil,
      removesVolumes: Bool = false, server: ID<Server>? = nil, isFound: Bool = false
    ) {
      self.deployable = deployable
      self.appName = appName
      self.volumes = volumes
      self.kind = kind
      self.removesVolumes = removesVolumes
      self.server = server
      self.isFound = isFound ? true : nil
    }
  }
  package static let kind = "remove"
  package static let pool = JobPool.upkeep
  package static let isGivenUp = false

  /// Nobody can remove what is left on a server once there is no way to it.
  /// - Throws: ``SlipwayError`` `conflict` while something is still to be removed from one; of a machine that is gone for good
  ///   the row is disabled.
  package static func requireNone(on server: Server, _ tx: Transaction) throws {
    let isOwed = try tx.jobs.active().contains { job in
      guard job.kind == kind else { return false }
      return try JSONDecoder().decode(Arguments.self, from: Data(job.arguments.utf8)).server == server.id
    }
    guard isOwed, server.isEnabled else { return }
    throw SlipwayError(
      .conflict,
      "What was deleted is still being removed from \(server.name); remove the server afterwards. If its machine is gone for "
        + "good, disable the server first: what is left there stays there.")
  }

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let (engine, control) = (context.engine, ServiceControl(context.engine))
    // With its row went the way to it; what is here of it goes all the same.
    if let server = arguments.server, try await engine.store.read({ try $0.servers.find(server) }) == nil {
      guard arguments.isFound != true else { return }
      return try await control.removeOwn(
        arguments.deployable, appName: arguments.appName, isStack: arguments.kind == .compose,
        removesVolumes: arguments.removesVolumes ?? false)
    }
    let machine = try await engine.machine(at: arguments.server)
    if arguments.kind == .compose {
      return try await control.removeStack(
        arguments.deployable, appName: arguments.appName, from: machine,
        removesVolumes: arguments.removesVolumes ?? false, isFound: arguments.isFound ?? false)
    }
    try await control.remove(arguments.deployable, appName: arguments.appName, from: machine)
    try await control.removeVolumes(arguments.volumes ?? [], of: arguments.deployable, from: machine)
    // What buildpacks have kept for it; most have nothing.
    for name in ToolWords.packVolumes(appName: arguments.appName) { try await machine.docker.removeVolume(name) }
  }
}
