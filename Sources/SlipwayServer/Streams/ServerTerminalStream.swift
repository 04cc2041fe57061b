import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures
import SlipwayStore

/// `/terminal`: the shell of Slipway's own user on a machine, for the server's owner.
struct ServerTerminalStream: WatchStream {
  let engine: Engine
  let caller: Caller
  let query: TextFields
  let trail: TerminalTrail
  let limits: TerminalLimits

  func run(_ connection: WebSocketConnection) async throws -> WebSocketClose {
    let size = try ContainerQuery.size(query)
    let server = ContainerQuery.server(query)
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
    guard try await engine.store.read({ try caller.ownsServer($0) }) else {
      throw SlipwayError(.forbidden, "Only the owner of this server may open its terminal")
    }
    return try await ServerRight(engine: engine, caller: caller).machine(server).host.terminal(size)
  }
}
