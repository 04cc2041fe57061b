import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// The container that a service's newest generation runs in, and the machine that it is on.
struct LiveContainer: Sendable {
  let host: any SlipwayHost.Host
  let id: String

  /// - Parameter service: of a compose stack: which of its services, by its name in the file.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when none runs, with what to do.
  static func find(_ id: ID<Deployable>, service: String?, _ engine: Engine) async throws -> LiveContainer {
    let (owner, release) = try await engine.store.read {
      (try $0.deployables.one(id), try $0.releases.current(of: id))
    }
    guard let release else { throw missing("\(owner.name) was never deployed; deploy it first.") }
    guard !owner.isStopped else { throw missing("\(owner.name) is stopped; start it first.") }
    let host = try await engine.machine(at: owner.serverID).host
    switch owner.kind {
    case .application, .database:
      guard let found = try await newest(of: release, host.docker) else {
        throw missing(
          "No container of \(owner.name) runs on this machine now; look at its log, deploy it again, or, where it runs on other "
            + "nodes of the Swarm, let one of its tasks run here.")
      }
      return LiveContainer(host: host, id: found)
    case .compose:
      guard let found = try await ofStack(owner, release, service: service ?? "", engine) else {
        throw missing("No container of the service '\(service ?? "")' of \(owner.name) runs now.")
      }
      return LiveContainer(host: host, id: found)
    }
  }

  /// The running container of one service of a stack's file that serves; `nil` when there is none.
  /// - Throws: ``SlipwayError`` `preconditionFailed` when the file has no such service.
  static func ofStack(
    _ stack: Deployable, _ release: Release, service: String, _ engine: Engine
  ) async throws -> String? {
    let id = stack.id
    let whole = try await engine.store.read { try $0.composeStacks.one(id) }
    let file = try StackFile.read(release)
    guard let key = file.service(service, suffix: whole.settings.nameSuffix)?.key else {
      throw missing(
        "The stack runs no service '\(service)'; it has \(file.services.keys.sorted().joined(separator: ", ")).")
    }
    let containers = try await StackPlace(engine, whole).runner(file.kind).containers()
    return containers.first { $0.key == key && $0.isRunning }?.container
  }

  /// Among the tasks that are wanted, the youngest that this engine itself runs.
  private static func newest(of release: Release, _ docker: DockerClient) async throws -> String? {
    let tasks = try await docker.listTasks(service: release.serviceName).map(TaskFact.init)
    let running = tasks.filter { $0.state == .running && $0.isWanted }
    for task in running.sorted(by: { ($0.since ?? .distantPast) > ($1.since ?? .distantPast) }) {
      guard let id = task.container, try await docker.inspectContainer(id)?.State.Running == true else { continue }
      return id
    }
    return nil
  }

  private static func missing(_ sentence: String) -> SlipwayError { SlipwayError(.preconditionFailed, sentence) }
}
