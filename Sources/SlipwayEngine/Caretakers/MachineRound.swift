import Logging
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Goes round all machines that services may run on, this one and each server that was set up: all at once, so that one
/// that does not answer keeps none of the others waiting.
struct MachineRound: Sendable {
  /// However much there is to do on a server; the next round goes on.
  private static let patience = Duration.seconds(300)
  private let engine: Engine
  private let name: String

  /// - Parameter name: what is done, a word for the log.
  init(_ engine: Engine, _ name: String) {
    self.engine = engine
    self.name = name
  }

  /// - Returns: the sum of what `body` returns of each machine.
  /// - Throws: what it throws of this machine; what it throws of a server is noted.
  func run(_ body: @escaping @Sendable (Machine) async throws -> Int) async throws -> Int {
    let servers = try await engine.store.read { try $0.servers.inUse() }
    let this = try engine.thisMachine()
    async let changed = visit(servers, body)
    do {
      // One of the same name may have come first here; what runs is not ours to judge then.
      try await PanelClaim(engine: engine, docker: this.docker).check()
      let own = try await body(this)
      return await own + changed
    } catch {
      // The servers are none the worse for it.
      _ = await changed
      throw error
    }
  }

  private func visit(_ servers: [Server], _ body: @escaping @Sendable (Machine) async throws -> Int) async -> Int {
    await withTaskGroup(of: Int.self) { group in
      for server in servers { group.addTask { await visit(server, body) } }
      return await group.reduce(0, +)
    }
  }

  private func visit(_ server: Server, _ body: @escaping @Sendable (Machine) async throws -> Int) async -> Int {
    do {
      return try await Deadline.run(within: Self.patience, what: "Looking after \(server.name)") {
        let machine = try await engine.machine(at: server.id)
        // Another installation may have taken it over; what runs there is not ours to judge then.
        guard try await ServerProxy(engine: engine, machine: machine).isOurs() else { return 0 }
        return try await body(machine)
      }
    } catch {
      // That it does not answer is told by ``ServerCaretaker`` already.
      let isSilent = (error as? SlipwayError)?.code == .unreachable || error is CancellationError
      Logger(label: "slipway.caretaker").log(
        level: isSilent ? .debug : .warning, "a server could not be looked after",
        metadata: ["caretaker": "\(name)", "server": "\(server.name)", LogKeys.error: "\(error)"])
      return 0
    }
  }
}
