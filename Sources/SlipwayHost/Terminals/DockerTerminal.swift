import NIOCore
import SlipwayCore

/// A program on a terminal within a container, by the engine's exec.
struct DockerTerminal: Terminal {
  let host: any Host
  /// What the engine calls it.
  let execution: String
  let mark: ProcessMark
  let size: TerminalSize

  func run(
    output: @escaping @Sendable (ByteBuffer) async throws -> Void,
    typing: @escaping @Sendable (any TerminalKeyboard) async throws -> Void
  ) async throws -> Int? {
    let (docker, execution, size) = (host.docker, execution, size)
    let viewer = TerminalPump.Viewer(
      output: output,
      typing: { keyboard in
        try await keyboard.resize(size)
        try await typing(keyboard)
      })
    do {
      try await docker.runTerminal(execution, viewer)
    } catch {
      _ = await end()
      throw error
    }
    return await end()
  }

  /// The engine lets a program go on when its connection is closed, and what it started even when it has ended.
  private func end() async -> Int? {
    let (host, execution, mark) = (host, execution, mark)
    // In a cancelled task, too.
    return await Task {
      let state = try? await host.docker.terminalState(execution)
      await host.end(mark, session: state?.Running == true ? state?.Pid : nil)
      return state?.ExitCode
    }.value
  }
}

extension Host {
  /// A program on a terminal within a container of this machine.
  /// - Parameters:
  ///   - container: its whole id, so that none of the same name takes its place.
  ///   - words: the program.
  /// - Throws: ``SlipwayError`` `notFound` or `conflict` when the container does not run.
  package func terminal(in container: String, _ words: [String], _ size: TerminalSize) async throws -> any Terminal {
    let mark = TerminalProcesses.mark()
    var environment = ["TERM=xterm-256color", "\(mark.name)=\(mark.value)"]
    if let runMark { environment.append("\(runMark.name)=\(runMark.value)") }
    let execution = try await docker.createTerminal(container, words, environment)
    return DockerTerminal(host: self, execution: execution, mark: mark, size: size)
  }
}
