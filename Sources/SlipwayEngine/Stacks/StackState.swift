package import Foundation
import SlipwayCompose
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// What Docker was seen to run of a compose stack's current release, service by service, beside what is wanted.
package struct StackState: Sendable, Hashable, Codable {
  /// One service.
  package struct Service: Sendable, Hashable, Codable {
    /// As in the user's file.
    package var name: String
    package var wanted: Int
    package var running: Int
    /// As the file says, whatever its owner wants.
    package var replicas: Int
    /// Its owner stopped it alone.
    package var isStopped: Bool
    package var hasDomain: Bool
    /// Why a new version of it cannot start beside the old one; `nil` when it can, or has no domain.
    package var obstacle: String?
    package var containers: [StackContainer]

    /// It ran to an end that it was meant to come to.
    package var isCompleted: Bool {
      !containers.isEmpty && containers.allSatisfy { $0.state == "exited" && $0.exitCode == 0 }
    }
  }

  package var kind: StackSettings.Kind
  package var services: [Service]
  /// What its services keep: volumes by their names in Docker, and folders by those in its file.
  package var volumes: [String] = []
  /// Which services are stopped while one of these is copied or replaced, by its name.
  package var resting: [String: [String]] = [:]
  package var observedAt: Date

  /// - Returns: `nil` when nothing was ever released.
  /// - Throws: ``SlipwayError`` `unreachable` when Docker does not answer.
  package static func observe(_ id: ID<Deployable>, _ engine: Engine) async throws -> StackState? {
    let (stack, release) = try await engine.store.read { tx in
      (try tx.composeStacks.one(id), try tx.releases.current(of: id))
    }
    guard let release else { return nil }
    let file = try StackFile.read(release)
    let place = try await StackPlace(engine, stack)
    let containers = Dictionary(grouping: try await place.runner(file.kind).containers(), by: \.key)
    let services = file.services.sorted { $0.key < $1.key }.map { name, service in
      let own = containers[service.key] ?? []
      return Service(
        name: name, wanted: stack.isStopped ? 0 : file.wanted(name, stack.settings.services),
        running: own.filter(\.isRunning).count, replicas: service.replicas,
        isStopped: stack.settings.services[name]?.isStopped ?? false, hasDomain: service.hasDomain,
        obstacle: service.obstacle, containers: own)
    }
    var state = StackState(kind: file.kind, services: services, observedAt: engine.now())
    state.volumes = file.volumeNames + StackDataFolder.names(in: file, place.machine.folders, appName: stack.appName)
    for name in state.volumes {
      state.resting[name] = RestingServices.of(name, in: file, place.folders)?.names.values.sorted()
    }
    return state
  }
}
