import Foundation
import SlipwayCompose
package import SlipwayCore
import SlipwayHost
import SlipwayLogs
import SlipwayStore

/// Stops, starts and removes what runs of a deployable; each returns only when it is so. The jobs of its lane call it, and
/// nobody else.
package struct ServiceControl: Sendable {
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  /// Takes all tasks away; the service and its routes stay, so that a start brings the same release back.
  /// Returns when no task is alive any more.
  package func stop(_ deployable: ID<Deployable>) async throws { try await stop(deployable, only: nil) }

  /// - Parameter resting: the services of a stack that are meant; `nil` is all that runs.
  func stop(_ deployable: ID<Deployable>, only resting: RestingServices?) async throws {
    guard let release = try await current(deployable) else { return }
    if let (control, _) = try await stack(deployable) {
      return try await control.stop(try StackFile.read(release), keys: resting?.keys)
    }
    let output = try await ServiceOutput.of(deployable, engine)
    let docker = output.docker
    try await ServiceRemoval(docker: docker, output: output).empty(release.serviceName) { $0.stopped() }
  }

  /// Gives the current release its tasks back, as its spec says. Returns when all that are wanted run.
  /// - Throws: ``JobRefusal`` when it was never deployed, when a volume of it is not whole, or with the reason when the tasks
  ///   do not come to run.
  package func start(_ deployable: ID<Deployable>) async throws {
    guard let release = try await current(deployable) else {
      throw JobRefusal("There is nothing to start yet; deploy it first.")
    }
    if let obstacle = try await UnfinishedExchange.obstacle(deployable, engine) { throw JobRefusal(obstacle) }
    if let (control, stack) = try await stack(deployable) {
      try await control.start(try StackFile.read(release), of: stack)
      return try await settleRoutes(deployable)
    }
    let (auth, database) = try await engine.store.read {
      (try $0.imageAuth(of: try $0.workload(deployable)), try $0.databases.find(deployable))
    }
    let spec = try ServiceSpec.read(release)
    let (docker, began) = (try await engine.machine(of: deployable).docker, engine.now())
    try await ServiceSuspension(docker: docker).resume(spec, auth: auth)
    let settings = try await engine.store.read { try $0.serverSettings() }
    let limit = Duration.seconds(settings.startSeconds)
    do {
      try await ServiceArrival(docker: docker, limit: limit).wait(spec, since: began)
      if let database {
        try await DatabaseLogin(docker: docker, database: database, service: spec.Name).wait(within: limit)
      }
    } catch let error as SlipwayError where error.code == .commandFailed {
      throw JobRefusal(error.message)
    } catch let problem as ReleaseProblem {
      throw JobRefusal([problem.advice?.summary, problem.dockerMessage].compactMap { $0 }.joined(separator: " "))
    }
    try await settleRoutes(deployable)
  }

  private func settleRoutes(_ id: ID<Deployable>) async throws { try await engine.routes.refresh(id) }

  /// - Returns: `nil` for what is no compose stack.
  private func stack(_ id: ID<Deployable>) async throws -> (StackControl, ComposeStack)? {
    guard let stack = try await engine.store.read({ try $0.composeStacks.find(id) }) else { return nil }
    return (StackControl(try await StackPlace(engine, stack)), stack)
  }

  /// Removes everything of a compose stack that is not a row.
  /// - Parameter isFound: whether only labels of what runs there name it; those of a server reach nothing on this machine.
  package func removeStack(
    _ id: ID<Deployable>, appName: String, from machine: Machine, removesVolumes: Bool, isFound: Bool = false
  ) async throws {
    let place = try StackPlace(engine, machine, id, appName: appName)
    try await engine.routes.remove(id, appName: appName, on: machine.server)
    try await StackControl(place).remove(
      removesVolumes: removesVolumes, keepsOwn: isFound && machine.server != nil)
  }

  /// Removes what this machine has of something that ran on a server, which nothing leads to any more.
  func removeOwn(_ id: ID<Deployable>, appName: String, isStack: Bool, removesVolumes: Bool) async throws {
    if isStack {
      let place = try StackPlace(engine, try engine.thisMachine(), id, appName: appName)
      if removesVolumes {
        try await place.workshop.files.remove(place.ownFolders.root)
      } else {
        try await StackControl(place).removeVersions(keeping: [])
      }
    } else {
      try await SourceBrowser(engine).remove(id)
    }
    try await engine.logs.folder.removeAll(of: id)
  }

  /// Removes everything that is not a row: services, routes, files, images. Volumes stay.
  package func remove(_ deployable: ID<Deployable>, appName: String, from machine: Machine) async throws {
    try await engine.routes.remove(deployable, appName: appName, on: machine.server)
    try await removeServices(deployable, from: machine)
    try await FileMounts(machine.folders).removeAll(appName: appName, files: machine.files)
    try await SourceBrowser(engine).remove(deployable)
    try await engine.logs.folder.removeAll(of: deployable)
    _ = try await ImagePruning(docker: machine.docker).prune(appName: appName, keeping: [])
  }

  /// Removes its services with their containers, wherever they come from.
  func removeServices(_ deployable: ID<Deployable>, from machine: Machine) async throws {
    let (docker, labels) = (machine.docker, ReleaseLabels.own(deployable, engine))
    for service in try await docker.listServices(labels: labels) {
      try await ServiceRemoval(docker: docker).remove(service.Spec.Name)
    }
    for container in try await docker.listContainers(labels: labels, all: true) {
      try await docker.removeContainer(container.Id, force: true)
    }
  }

  /// Volumes that somebody else than `owner` mounts stay.
  /// - Throws: ``SlipwayError`` `conflict` while a container still has one.
  package func removeVolumes(_ names: [String], of owner: ID<Deployable>, from machine: Machine) async throws {
    for name in names {
      let claims = try await engine.store.read { try $0.mounts.claiming(volumeName: name, on: machine.server) }
      guard claims.allSatisfy({ $0.deployableID == owner }) else { continue }
      try await machine.docker.removeVolume(name)
    }
  }

  private func current(_ deployable: ID<Deployable>) async throws -> Release? {
    try await engine.store.read { try $0.releases.current(of: deployable) }
  }
}
