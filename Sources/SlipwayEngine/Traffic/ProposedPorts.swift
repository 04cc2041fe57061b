import SlipwayCompose
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// A port of a service that a domain could lead to.
package struct ProposedPort: Sendable, Hashable, Codable {
  /// Of a compose stack: which of its services.
  package var serviceName: String?
  package var port: Int
  /// Whether a process of the present release was seen to wait for connections there; else its image only says so.
  package var isListening: Bool
}

/// Finds the ports of what runs, so that nobody has to know them by heart.
package struct ProposedPorts: Sendable {
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  /// Those of the release that serves, or of the newest one where none does: where it listens, else what its image
  /// exposes; in order. Who gave the wrong port to the first deployment has no release that serves.
  /// - Throws: ``SlipwayError`` `unreachable` when Docker does not answer.
  package func find(_ id: ID<Deployable>) async throws -> [ProposedPort] {
    let (deployable, release) = try await engine.store.read { tx in
      (try tx.deployables.one(id), try tx.releases.current(of: id) ?? tx.releases.all(of: id, limit: 1).first)
    }
    guard let release else { return [] }
    if deployable.kind == .compose { return try await ofStack(deployable, release) }
    let host = try await engine.machine(at: deployable.serverID).host
    let tasks = try await host.docker.listTasks(service: release.serviceName).map(TaskFact.init)
    let running = tasks.filter { $0.state == .running && $0.isWanted }
    return try await ports(nil, running, image: release.imageIdentity, on: host)
  }

  private func ofStack(_ stack: Deployable, _ release: Release) async throws -> [ProposedPort] {
    let file = try StackFile.read(release)
    let machine = try await engine.machine(at: stack.serverID)
    let place = try StackPlace(engine, machine, stack.id, appName: stack.appName)
    let running = try await place.runner(file.kind).containers().filter(\.isRunning)
    var found: [ProposedPort] = []
    for (name, service) in file.services.sorted(by: { $0.key < $1.key }) {
      let tasks = running.filter { $0.key == service.key }.map(TaskFact.init)
      found += try await ports(name, tasks, image: service.image, on: place.host)
    }
    return found
  }

  private func ports(_ service: String?, _ tasks: [TaskFact], image: String, on host: any Host) async throws
    -> [ProposedPort]
  {
    for task in tasks {
      let listeners = await ContainerSockets(host: host).table(of: task)?.listeners ?? []
      let open = Set(listeners.filter { !$0.isLoopback }.map(\.port)).sorted()
      if !open.isEmpty { return open.map { ProposedPort(serviceName: service, port: $0, isListening: true) } }
    }
    guard !image.isEmpty, let exposed = try await host.docker.inspectImage(image)?.Config?.ExposedPorts else {
      return []
    }
    let tcp = exposed.keys.filter { $0.hasSuffix("/tcp") }.compactMap { Int($0.dropLast(4)) }.sorted()
    return tcp.map { ProposedPort(serviceName: service, port: $0, isListening: false) }
  }
}
