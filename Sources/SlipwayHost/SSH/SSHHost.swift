import Logging
import SlipwayCore
import Synchronization

/// A machine that is reached by SSH: what is run there, its files, its Docker Engine, over one connection.
package final class SSHHost: Host {
  private static let grace = Duration.seconds(5)

  package let destination: SSHDestination
  package let docker: DockerClient
  private let connection: SSHConnection
  /// Terminals have one of their own: they last, and an SSH server allows few sessions at once on each.
  let terminals: SSHConnection
  let local: LocalHost

  init(_ destination: SSHDestination, from local: LocalHost, folder: String) {
    let connection = SSHConnection(destination, from: local, folder: folder)
    self.destination = destination
    self.local = local
    self.connection = connection
    terminals = SSHConnection(destination, from: local, folder: folder + "/t", isFirst: false)
    docker = DockerClient(
      host: "unix://" + connection.dockerSocket, place: "on \(destination.name)"
    ) { try await connection.ready() }
  }

  package var name: String { destination.name }
  package var files: any HostFiles { SSHFiles(host: self) }

  /// Makes the connection, unless it stands.
  /// - Throws: ``SlipwayError`` that says why not, within seconds.
  package func connect() async throws { try await connection.ready() }

  /// Makes a new connection: the user over there has got other rights.
  package func reconnect() async throws { try await connection.renew() }

  func close() async {
    await terminals.close()
    await connection.close()
    try? await docker.shutdown()
  }

  package func end(_ mark: ProcessMark, grace: Duration) async { await connection.end(mark, after: grace) }

  package func end(_ mark: ProcessMark, session: Int?) async { await connection.end(mark, after: .zero) }

  package var runMark: ProcessMark? { local.remoteMark }

  package func terminal(_ size: TerminalSize) throws -> any Terminal { SSHTerminal(host: self, size: size) }

  package func socket(to path: String) async throws -> String { try await connection.forward(path) }

  package func run(
    _ command: Command, output: (@Sendable (String) async -> Void)?
  ) async throws -> CommandResult {
    try await asked(command) { session in try await session.run(output: output) }
  }

  /// The bytes that a program writes, and the lines that it says besides.
  func collect(_ command: Command, limit: Int) async throws -> CollectedOutput {
    let collected = Collected()
    let result = try await asked(command) { session in
      let output = try await session.collect(limit: limit)
      collected.value = output
      return CommandResult(status: output.status, lines: output.errors, isRefused: output.isRefused)
    }
    return CollectedOutput(status: result.status, bytes: collected.value?.bytes ?? [], errors: result.lines)
  }

  package func stream(
    _ pipeline: Pipeline, output: (@Sendable (String) async -> Void)?
  ) async throws -> StreamMeasure {
    try Task.checkCancellation()
    try await connection.ready()
    let commands = pipeline.sources + [pipeline.sink].compactMap { $0 }
    for command in commands { try check(command) }
    return try await connection.limit.with(commands.count + 1) {
      try await self.flow(pipeline, output)
    }
  }

  package func reaching(_ command: Command) async throws -> Command {
    try check(command)
    try await connection.ready()
    var (client, mark) = try await piped(command)
    client.mark = mark
    return client
  }

  private func flow(_ pipeline: Pipeline, _ output: (@Sendable (String) async -> Void)?) async throws -> StreamMeasure
  {
    var (mapped, marks) = (pipeline, pipeline.sources.compactMap(\.mark) + [pipeline.sink?.mark].compactMap { $0 })
    do {
      for index in pipeline.sources.indices {
        let (client, mark) = try await piped(pipeline.sources[index])
        mapped.sources[index] = client
        marks.append(mark)
      }
      if let sink = pipeline.sink {
        let (client, mark) = try await piped(sink)
        mapped.sink = client
        marks.append(mark)
      }
      return try await local.stream(mapped, output: output)
    } catch {
      for mark in marks { await connection.end(mark, after: .zero) }
      throw await explained(error)
    }
  }

  /// A program whose input is a stream finds its variables in a file, of a file system that is none of the disk's.
  private func piped(_ command: Command) async throws -> (Command, ProcessMark) {
    let token = RandomText.identifier()
    let place = "/dev/shm/slipway-\(token)"
    let remote = try RemoteCommand(
      command, token: token, run: local.remoteMarker, isElevated: isElevated(command), from: .file(place))
    if !remote.variables.isEmpty {
      // The script is ours and never changes; the path is its argument.
      var writing = Command(["/bin/sh", "-c", "umask 077; set -C; cat >\"$1\"", "sh", place])
      writing.input = .secret(remote.variables)
      let written = try await execute(writing) { try await $0.run(output: nil) }
      guard written.isSuccess else { throw CommandFailure(writing, written).error(doing: "Handing variables over") }
    }
    var client = connection.client(remote.line)
    client.input = command.input
    return (client, Self.mark(token))
  }

  private func asked(
    _ command: Command, _ body: @escaping @Sendable (MuxSession) async throws -> CommandResult
  ) async throws -> CommandResult {
    try Task.checkCancellation()
    try check(command)
    Logger(label: "slipway.commands").debug(
      "command", metadata: [LogKeys.command: "\(command)", "server": "\(destination.place)"])
    try await connection.ready()
    return try await connection.limit.with { try await self.execute(command, body) }
  }

  private func execute(
    _ command: Command, _ body: @escaping @Sendable (MuxSession) async throws -> CommandResult
  ) async throws -> CommandResult {
    let token = RandomText.identifier()
    let remote = try RemoteCommand(
      command, token: token, run: local.remoteMarker, isElevated: isElevated(command))
    let session = MuxSession(
      control: connection.paths.control, line: remote.line,
      input: try Self.input(remote.variables, then: command.input))
    let result: CommandResult
    do {
      result = try await Self.within(command, session, body)
    } catch {
      // It was cancelled, or took too long: ssh is gone here, and its program is still at work over there.
      await connection.end(Self.mark(token), after: Self.grace)
      if let mark = command.mark { await connection.end(mark, after: .zero) }
      try Task.checkCancellation()
      throw error
    }
    if let problem = await problem(command, result, token) { throw problem }
    return result
  }

  /// The program's name stands in what is said when it takes too long, and not ssh's.
  private static func within(
    _ command: Command, _ session: MuxSession, _ body: @escaping @Sendable (MuxSession) async throws -> CommandResult
  ) async throws -> CommandResult {
    guard let deadline = command.deadline else { return try await session.admitted(body) }
    return try await Deadline.run(within: deadline, what: command.words.first?.description ?? "The command") {
      try await session.admitted(body)
    }
  }

  /// What is no result of the program's own.
  private func problem(_ command: Command, _ result: CommandResult, _ token: String) async -> SlipwayError? {
    if result.status == 127, result.lines.last == RemoteCommand.missing {
      let program = command.words.first?.description ?? "The program"
      return SlipwayError(.preconditionFailed, "\(program) is not installed on \(name). Install it and try again.")
    }
    if isElevated(command), !result.isSuccess, result.lines.contains(where: { $0.hasPrefix("sudo: ") }) {
      return SlipwayError(
        .preconditionFailed,
        "\(destination.username) may not use sudo without a password on \(name). As root there, write "
          + "\"\(destination.username) ALL=(ALL) NOPASSWD: ALL\" into /etc/sudoers.d/slipway, or connect as root.")
    }
    if result.isRefused {
      return SlipwayError(
        .preconditionFailed, "\(name) allows too few sessions at once: raise MaxSessions in its sshd_config to 10.")
    }
    guard result.status == 255, await connection.isLost() else { return nil }
    await connection.end(Self.mark(token), after: Self.grace)
    return lost
  }

  var lost: SlipwayError {
    SlipwayError(
      .unreachable, "The connection to \(name) was lost. What ran there is ended when it answers again.",
      details: ["server": destination.id])
  }

  /// A pipeline whose connection broke says so, and not what its last program thought of it.
  private func explained(_ error: any Error) async -> any Error {
    guard let known = error as? SlipwayError, known.code == .commandFailed, await !connection.isStanding else {
      return error
    }
    return lost
  }

  private func check(_ command: Command) throws {
    guard command.isFenced else { return }
    throw SlipwayError(
      .preconditionFailed,
      "\(command.words.first?.description ?? "It") must not reach this server's own networks, which "
        + "cannot be held to on \(name).")
  }

  private func isElevated(_ command: Command) -> Bool { destination.isElevated && !command.keepsUser }

  private static func mark(_ token: String) -> ProcessMark {
    ProcessMark(name: RemoteCommand.markerVariable, value: token)
  }

  private static func input(_ variables: Secret, then input: Command.Input) throws -> Command.Input {
    guard !variables.isEmpty else { return input }
    switch input {
    case .none: return .secret(variables)
    case .secret(let secret): return .secret(Secret(variables.reveal() + secret.reveal()))
    case .bytes(let bytes): return .bytes(Array(variables.reveal().utf8) + bytes)
    case .file:
      throw SlipwayError(
        .internal, "A program on another machine cannot have both variables and a file as its input.")
    }
  }
}

/// What came of a program, to be read after it.
private final class Collected: Sendable {
  private let state = Mutex<CollectedOutput?>(nil)

  var value: CollectedOutput? {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
