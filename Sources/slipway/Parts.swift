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
  /// What children of this installation carry in their environment.
  let marker: String

  /// Opens the data directory, without its lock.
  /// - Parameter ownsLock: the caller holds it; else somebody may be serving from it.
  static func open(_ configuration: Configuration, ownsLock: Bool = false) async throws -> Parts {
    let directory = DataDirectory(configuration)
    try directory.prepare()
    let store = try await Store.open(
      path: directory.store, secrets: try directory.secrets(configuration),
      isServed: !ownsLock && LockFile.isHeld(directory.lock))
    let marker = TokenDigest.of(URL(fileURLWithPath: directory.path).resolvingSymlinksInPath().path)
    let docker = DockerClient(host: configuration.dockerHost)
    let host = LocalHost(
      docker: docker, runMarker: marker,
      outgoing: configuration.allowsLocalDestinations ? nil : OutgoingRule(configuration))
    let engine = Engine(
      store: store, hosts: Hosts(local: host), bus: MemoryEventBus(), configuration: configuration)
    return Parts(configuration: configuration, engine: engine, docker: docker, marker: marker)
  }

  /// Runs `body` and closes everything behind it.
  static func with<Result>(
    _ configuration: Configuration, ownsLock: Bool = false, _ body: (Parts) async throws -> Result
  ) async throws -> Result {
    let parts = try await open(configuration, ownsLock: ownsLock)
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
