import SlipwayAnswers
import NIOCore
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayProcedures

/// `/docker-container-terminal`: a shell in a container, on a terminal of its own.
struct ContainerTerminalStream: WatchStream {
  let engine: Engine
  let caller: Caller
  let query: TextFields
  let trail: TerminalTrail
  let limits: TerminalLimits

  func run(_ connection: WebSocketConnection) async throws -> WebSocketClose {
    let name = try ContainerQuery.name(query["containerId"])
    let (wanted, size) = (try ContainerQuery.shell(query), try ContainerQuery.size(query))
    let opened: (container: DockerContainer, terminal: any Terminal)
    do {
      opened = try await StreamRefusal.telling { try await open(name, wanted, size, connection) }
    } catch let close as WebSocketClose {
      await trail.refused("Container \(name)", close)
      throw close
    }
    return try await trail.recording(Self.subject(opened.container)) {
      try await StreamRefusal.telling { try await TerminalSocket(connection, limits).run(opened.terminal) }
    }
  }

  private func open(
    _ name: String, _ wanted: String?, _ size: TerminalSize, _ connection: WebSocketConnection
  ) async throws -> (DockerContainer, any Terminal) {
    let server = MachineWord.server(query["serverId"])
    let host = try await ServerRight(engine: engine, caller: caller).machine(server).host
    let right = ContainerRight(engine: engine, caller: caller, server: server)
    let container = try await right.container(name, .write, host.docker)
    guard container.State.Running ?? false else {
      throw SlipwayError(.preconditionFailed, "The container does not run: it is \(container.State.Status).")
    }
    guard let shell = try await ContainerShell.find(wanted, in: container, host.docker) else {
      throw SlipwayError(
        .preconditionFailed, "This image has no shell (\(ContainerShell.names.joined(separator: ", "))).")
    }
    if let wanted, shell.name != wanted {
      try await connection.send(
        binary: ByteBuffer(string: "\u{1b}[2mThere is no \(wanted) here; this is \(shell.name).\u{1b}[0m\r\n"))
    }
    return (container, try await host.terminal(in: container.Id, [shell.path], size))
  }

  private static func subject(_ container: DockerContainer) -> String {
    let name = (container.Name ?? "").drop { $0 == "/" }
    return "Container \(name.isEmpty ? Substring(container.Id.prefix(12)) : name)"
  }
}
