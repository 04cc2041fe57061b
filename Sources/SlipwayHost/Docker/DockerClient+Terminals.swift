import SlipwayCore

// Of terminals within running containers, and of the shells for them.
extension DockerClient {
  /// - Returns: what the engine calls the program, which does not run yet.
  func createTerminal(_ container: String, _ words: [String], _ environment: [String]) async throws -> String {
    let what = "open a terminal in the container \(container)"
    let request = try DockerRequest("POST", "/containers/\(try DockerName.check(container))/exec", what).sending(
      TerminalCreation(Cmd: words, Env: environment))
    return try await decode(request, as: TerminalIdentity.self).Id
  }

  /// Starts it and returns when it has ended, or nobody types any more.
  func runTerminal(_ id: String, _ viewer: TerminalPump.Viewer) async throws {
    let request = try DockerRequest("POST", "/exec/\(try DockerName.check(id))/start", "open a terminal").sending(
      TerminalStart())
    try await hijack(request) { [self] hijack, version in
      try await hijack.run(request, version: version, viewer) { try await self.resizeTerminal(id, $0) }
    }
  }

  func terminalState(_ id: String) async throws -> TerminalState {
    try await decode(DockerRequest("GET", "/exec/\(try DockerName.check(id))/json", "tell of a terminal"))
  }

  /// The engine waits until the program runs.
  private func resizeTerminal(_ id: String, _ size: TerminalSize) async throws {
    let request = DockerRequest("POST", "/exec/\(try DockerName.check(id))/resize", "resize a terminal")
      .with("h", String(size.rows)).with("w", String(size.columns))
    do {
      _ = try await send(request)
    } catch is SlipwayError {
      // It has just ended, which its stream says.
    }
  }

  /// Whether there is a file at a path within a container, whether it runs or not.
  package func container(_ id: String, has path: String) async throws -> Bool {
    let request = DockerRequest(
      "HEAD", "/containers/\(try DockerName.check(id))/archive", "look into the container \(id)"
    ).with("path", path)
    do {
      _ = try await send(request)
      return true
    } catch let error as SlipwayError where error.code == .notFound {
      return false
    }
  }
}

/// How a program on a terminal stands.
struct TerminalState: Decodable {
  var Running: Bool
  var ExitCode: Int?
  /// On the engine's machine.
  var Pid: Int?
}

/// What the engine is told of a program on a terminal.
private struct TerminalCreation: Encodable {
  let AttachStdin = true
  let AttachStdout = true
  let AttachStderr = true
  let Tty = true
  /// Docker's own, Ctrl-P and Ctrl-Q, would hold every Ctrl-P back, and let the program go on without its terminal.
  let DetachKeys = "ctrl-^,ctrl-_,ctrl-^,ctrl-_,ctrl-^,ctrl-_"
  var Cmd: [String]
  var Env: [String]
}

/// Begins it.
private struct TerminalStart: Encodable {
  let Detach = false
  let Tty = true
}

/// What the engine calls it.
private struct TerminalIdentity: Decodable {
  var Id: String
}
