package import SlipwayAgent
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Has servers measured: puts the agent there, and leads to what it measured.
package struct ServerMeasuring: Sendable {
  private let engine: Engine
  private var place: AgentPlace { ServerPlace(engine.configuration).agent }

  package init(_ engine: Engine) { self.engine = engine }

  /// Puts the agent there as the server's rules want it; what is so already is left alone.
  /// - Returns: what was found or done, in a sentence.
  func place(
    _ server: Server, on host: any SlipwayHost.Host, log: @escaping @Sendable (String) async -> Void
  ) async throws -> String {
    try await engine.agentTurns.take(server.id) { try await self.placeAlone(server, on: host, log: log) }
  }

  private func placeAlone(
    _ server: Server, on host: any SlipwayHost.Host, log: @escaping @Sendable (String) async -> Void
  ) async throws -> String {
    let agent = try await engine.store.write { try $0.serverAgents.obtain(server.id) }
    do {
      let install = AgentInstall(host, place, token: agent.token, config: agent.config, log: log)
      let words = try await install.ensure(try await AgentProgram.own(), from: try engine.hosts.thisMachine())
      try await note(server, isPlaced: true, problem: nil)
      return words
    } catch let error as SlipwayError where error.details["server"] == nil {
      // An older one may well go on there.
      try await note(server, isPlaced: agent.isPlaced, problem: error.message)
      throw error
    }
  }

  /// As ``place(_:on:log:)``, for whoever found that it does not answer or is of another version.
  package func putRight(_ server: Server) async throws -> String {
    try await place(server, on: try await engine.host(of: server.id), log: { _ in })
  }

  /// Whether an agent is of this version.
  func isPresent(_ report: AgentReport) async throws -> Bool {
    report.program == place.programName(try await AgentProgram.own().digest)
  }

  /// Takes the agent and all it measured away from a server.
  package func remove(from server: Server) async throws {
    let agent = try await engine.store.write { try $0.serverAgents.obtain(server.id) }
    let host = try await engine.host(of: server.id)
    try await AgentInstall(host, place, token: agent.token, config: agent.config, log: { _ in }).remove()
    try await note(server, isPlaced: false, problem: nil)
  }

  /// Who can be asked what was measured there.
  /// - Throws: ``SlipwayError`` `preconditionFailed` that says why nothing is.
  package func client(of id: ID<Server>) async throws -> AgentClient {
    let (server, agent) = try await engine.store.read { (try $0.servers.one(id), try $0.serverAgents.find(id)) }
    guard let agent, agent.isPlaced else {
      throw SlipwayError(
        .preconditionFailed,
        agent?.problem ?? "\(server.name) is not measured yet: set it up again, which puts an agent there.")
    }
    return AgentClient(try await engine.host(of: id), place, token: agent.token)
  }

  private func note(_ server: Server, isPlaced: Bool, problem: String?) async throws {
    try await engine.store.write { try $0.serverAgents.note(server.id, isPlaced: isPlaced, problem: problem) }
  }
}

extension Engine {
  /// Who knows what was measured of a machine.
  /// - Parameter server: `nil` is the machine that Slipway itself runs on.
  /// - Throws: ``SlipwayError`` with why nothing is measured there.
  package func measured(on server: ID<Server>?) async throws -> any SeriesSource {
    guard let server else { return ArchiveSource(SeriesArchive(folder: folders.monitoring)) }
    return try await ServerMeasuring(self).client(of: server)
  }
}
