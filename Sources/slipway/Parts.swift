import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayStore

/// What every command that touches the store is made of.
struct Parts: Sendable {
  let configuration: Configuration
  let engine: Engine
  let docker: DockerClient
  /// Where the work of this process happens; `nil` when it does none, or shares its store with nobody.
  let workplace: Workplace?
  /// What children of this installation carry in their environment.
  let marker: String
  /// Whether other processes may work on the same store.
  var sharesStore: Bool { configuration.database != nil }

  /// Opens the data directory, without its lock.
  /// - Parameters:
  ///   - slot: the number of a process that shares the directory with others.
  ///   - ownsLock: the caller holds it; else somebody may be serving from it.
  ///   - isWorker: whether it takes jobs.
  static func open(
    _ configuration: Configuration, ownsLock: Bool = false, slot: Int? = nil, isWorker: Bool = false
  ) async throws -> Parts {
    let directory = DataDirectory(configuration)
    try directory.prepare()
    let store = try await store(configuration, directory, isServed: !ownsLock && LockFile.isHeld(directory.lock))
    do {
      let marker = Self.marker(directory, slot)
      let docker = DockerClient(host: configuration.hasEngine ? configuration.dockerHost : Configuration().dockerHost)
      let host = LocalHost(
        docker: docker, runMarker: marker,
        outgoing: configuration.allowsLocalDestinations ? nil : OutgoingRule(configuration))
      var workplace: Workplace?
      if isWorker, configuration.database != nil {
        let place = try Workplace.of(file: directory.workplace, machine: machine, folder: directory.path)
        try await place.take(in: store, now: Date())
        workplace = place
      }
      let engine = Engine(
        store: store,
        hosts: Hosts(
          local: configuration.hasEngine ? host : nil,
          ssh: DataFolders(root: configuration.dataDirectory, worker: slot).connections),
        bus: bus(configuration, store, isWorker: isWorker), configuration: configuration, worker: slot)
      return Parts(
        configuration: configuration, engine: engine, docker: docker, workplace: workplace, marker: marker)
    } catch {
      try? store.close()
      throw error
    }
  }

  /// A key that was made a moment ago and does not open what is there must not stay: it would look like the right one.
  private static func store(
    _ configuration: Configuration, _ directory: DataDirectory, isServed: Bool
  ) async throws -> Store {
    let hadKey = configuration.encryptionKey != nil || directory.hasKey
    do {
      return try await Store.open(
        configuration.database.map(Store.Place.server) ?? .file(directory.store),
        secrets: try directory.secrets(configuration), isServed: isServed)
    } catch {
      if !hadKey { directory.removeKey() }
      throw error
    }
  }

  private static func bus(_ configuration: Configuration, _ store: Store, isWorker: Bool) -> any EventBus {
    if let redis = configuration.bus {
      return RedisEventBus(redis, name: "\(configuration.instance):\(store.busName)", takesJobs: isWorker)
    }
    return configuration.database.map { PostgresEventBus($0) } ?? MemoryEventBus()
  }

  private static var machine: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Names this machine, the directory and the place in it.
  private static func marker(_ directory: DataDirectory, _ slot: Int?) -> String {
    let path = URL(fileURLWithPath: directory.path).resolvingSymlinksInPath().path
    return TokenDigest.of([machine, path, slot.map { "\($0)" } ?? ""].joined(separator: "\n"))
  }

  /// Runs `body` and closes everything behind it.
  static func with<Result>(
    _ configuration: Configuration, ownsLock: Bool = false, slot: Int? = nil, isWorker: Bool = false,
    _ body: (Parts) async throws -> Result
  ) async throws -> Result {
    let parts = try await open(configuration, ownsLock: ownsLock, slot: slot, isWorker: isWorker)
    do {
      let result = try await body(parts)
      await parts.close()
      return result
    } catch {
      await parts.close()
      throw error
    }
  }

  func close() async {
    await engine.bus.close()
    await engine.hosts.close()
    try? await docker.shutdown()
    try? engine.store.close()
  }

  /// Where links to the dashboard lead.
  func baseURL() async throws -> String {
    if let url = configuration.publicURL { return url }
    let settings = try await engine.store.read { try $0.settings.server() }
    if let settings, let host = settings.host, !host.isEmpty {
      return "\(settings.https ? "https" : "http")://\(host)"
    }
    let isAnywhere = ["0.0.0.0", "::", "127.0.0.1", "::1"].contains(configuration.listenHost)
    return "http://\(isAnywhere ? "localhost" : configuration.listenHost):\(configuration.listenPort)"
  }
}
