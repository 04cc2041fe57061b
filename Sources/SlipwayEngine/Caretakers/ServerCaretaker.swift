import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Looks whether servers answer, and says so when that changes: so that nobody finds out by a deployment.
package struct ServerCaretaker: Caretaker {
  package static let name = "servers"
  package let interval: Duration
  private static let patience = Duration.seconds(15)
  private let engine: Engine

  package init(_ engine: Engine, interval: Duration = .seconds(20)) {
    self.engine = engine
    self.interval = interval
  }

  package func runOnce() async throws -> Int {
    let servers = try await engine.store.read { try $0.servers.reachable() }
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      // One that does not answer keeps none of the others waiting.
      for server in servers { group.addTask { try await look(server) } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
  }

  /// - Returns: whether it is as it was not before.
  private func look(_ server: Server) async throws -> Bool {
    let found = await ServerCaretaker.observe(server, engine)
    try Task.checkCancellation()
    let isNews = try await engine.store.write { tx in
      guard let now = try tx.servers.find(server.id), !found.says(now.observation) else { return false }
      try tx.servers.observe(server.id, found)
      return true
    }
    if isNews { engine.bus.publish(.serverChanged(server.id, server.organizationID)) }
    return isNews
  }

  /// Asks a server now.
  static func observe(_ server: Server, _ engine: Engine) async -> ServerObservation {
    let now = engine.now()
    do {
      return try await Deadline.run(within: patience, what: "Asking \(server.name)") {
        let host = try await engine.host(of: server.id)
        _ = try await host.run(["true"])
        let docker = try? await host.docker.version().Version
        return ServerObservation(since: now, isReachable: true, docker: docker)
      }
    } catch {
      let problem = (error as? SlipwayError)?.message ?? "It does not answer."
      return ServerObservation(since: now, isReachable: false, problem: problem)
    }
  }
}
