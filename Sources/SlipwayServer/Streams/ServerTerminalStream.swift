import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayStore

/// `/terminal`: a shell on a machine: on this one as Slipway's own user, for its owner; on a server as the user that it is
/// reached by, for whoever may change the server.
struct ServerTerminalStream: WatchStream {
  let engine: Engine
  let caller: Caller
  let query: TextFields
  let trail: TerminalTrail
  let limits: TerminalLimits

  func run(_ connection: WebSocketConnection) async throws -> WebSocketClose {
    let size = try ContainerQuery.size(query)
    let server = MachineWord.server(query["serverId"])
    let subject = "Server \(server?.rawValue ?? "local")"
    let terminal: any Terminal
    do {
      terminal = try await StreamRefusal.telling { try await open(server, size) }
    } catch let close as WebSocketClose {
      await trail.refused(subject, close)
      throw close
    }
    return try await trail.recording(subject) {
      try await StreamRefusal.telling { try await TerminalSocket(connection, limits).run(terminal) }
    }
  }

  private func open(_ server: ID<Server>?, _ size: TerminalSize) async throws -> any Terminal {
    let host = try await ServerRight(engine: engine, caller: caller).machine(server).host
    guard try await engine.store.read({ try caller.governs(server, $0) }) else {
      throw SlipwayError(
        .forbidden,
        server == nil
          ? "Only the owner of this server may open its terminal" : "Owners and admins may open a server's terminal")
    }
    // One that is out of reach is told before anything is said to be open.
    try await (host as? SSHHost)?.connect()
    return try host.terminal(size)
  }
}
