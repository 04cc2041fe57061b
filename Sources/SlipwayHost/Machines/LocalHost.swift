import Logging
import SlipwayCore
import Subprocess

/// The machine that Slipway runs on.
package struct LocalHost: Host {
  /// The variable that marks every process started by one installation; see ``OrphanProcesses``.
  package static let markerVariable = "SLIPWAY_RUN"

  package let name = "this machine"
  package let docker: DockerClient
  package let files: any HostFiles
  let runMarker: String
  /// The same for what is started on other machines: one of them may turn out to be this one.
  var remoteMarker: String { "ssh:" + runMarker }
  var remoteMark: ProcessMark { ProcessMark(name: Self.markerVariable, value: remoteMarker) }
  private let environment: [String: String]
  private let grace: Duration
  private let fence: Fence?
  package let runMark: ProcessMark?

  /// - Parameters:
  ///   - runMarker: names the installation: the id of its data directory.
  ///   - grace: how long a process group has between SIGTERM and SIGKILL.
  ///   - outgoing: where fenced programs may not go; `nil` fences none.
  package init(
    docker: DockerClient, runMarker: String, grace: Duration = .seconds(5), outgoing: OutgoingRule? = nil
  ) {
    self.docker = docker
    self.grace = grace
    self.runMarker = runMarker
    fence = outgoing.map { Fence($0) }
    files = LocalFiles()
    runMark = ProcessMark(name: Self.markerVariable, value: runMarker)
    environment = MinimalEnvironment.variables.merging([Self.markerVariable: runMarker]) { $1 }
  }

  package func run(
    _ command: Command, output: (@Sendable (String) async -> Void)?
  ) async throws -> CommandResult {
    try Task.checkCancellation()
    Logger(label: "slipway.commands").debug("command", metadata: [LogKeys.command: "\(command)"])
    let configuration = try configuration(of: try await fenced(command))
    guard let deadline = command.deadline else {
      return try await execute(configuration, command.input, output)
    }
    return try await Deadline.run(within: deadline, what: command.words.first?.description ?? "The command") {
      try await execute(configuration, command.input, output)
    }
  }

  package func stream(
    _ pipeline: Pipeline, output: (@Sendable (String) async -> Void)?
  ) async throws -> StreamMeasure {
    try Task.checkCancellation()
    for command in pipeline.sources + [pipeline.sink].compactMap({ $0 }) {
      Logger(label: "slipway.commands").debug("command", metadata: [LogKeys.command: "\(command)"])
    }
    var fenced = pipeline
    for index in pipeline.sources.indices {
      fenced.sources[index] = try await self.fenced(pipeline.sources[index])
    }
    if let sink = pipeline.sink { fenced.sink = try await self.fenced(sink) }
    return try await PipelineRun(self, fenced, output).run()
  }

  package func end(_ mark: ProcessMark, grace: Duration) async { await OrphanProcesses.end(mark, after: grace) }

  package func terminal(_ size: TerminalSize) throws -> any Terminal { LocalTerminal.shell(on: self, size) }

  package func end(_ mark: ProcessMark, session: Int?) async { await TerminalProcesses.end(mark) }

  private func fenced(_ command: Command) async throws -> Command {
    guard command.isFenced, let fence else { return command }
    return try await fence.around(command)
  }

  /// Says which program it was that could not be started.
  func starting<Result>(_ configuration: Subprocess.Configuration, _ body: () async throws -> Result) async throws
    -> Result
  {
    do {
      return try await body()
    } catch let error as SubprocessError where !Task.isCancelled {
      throw startFailure(configuration.executable.description, error)
    }
  }

  private func execute(
    _ configuration: Subprocess.Configuration, _ input: Command.Input, _ output: (@Sendable (String) async -> Void)?
  ) async throws -> CommandResult {
    let group = ProcessGroup()
    do {
      let result = try await Subprocess.run(
        configuration, input: CommandInput(input), output: .sequence, error: .combinedWithOutput
      ) { execution in
        group.begin(execution.processIdentifier.value)
        var lines = OutputLines(output)
        // Not `.strings()`, which is a hundred times slower than splitting the buffers here.
        for try await buffer in execution.standardOutput {
          await lines.feed(buffer.withUnsafeBytes { lines.feed($0) })
        }
        return await lines.finish()
      }
      // The teardown ends with the group's leader; members that ignored SIGTERM are ended here.
      await group.end()
      try Task.checkCancellation()
      return CommandResult(status: Self.status(result.terminationStatus), lines: result.closureResult)
    } catch {
      await group.end()
      try Task.checkCancellation()
      guard let error = error as? SubprocessError else { throw error }
      throw startFailure(configuration.executable.description, error)
    }
  }

  /// Runs a program whose output is bytes, and not lines that somebody reads.
  /// - Throws: as ``run(_:output:)``; ``SlipwayError`` `payload_too_large` for more than `limit` bytes.
  func collect(_ command: Command, limit: Int) async throws -> CollectedOutput {
    try Task.checkCancellation()
    let configuration = try configuration(of: command)
    let group = ProcessGroup()
    do {
      let result = try await Subprocess.run(
        configuration, input: CommandInput(command.input), output: .sequence, error: .sequence
      ) { execution in
        group.begin(execution.processIdentifier.value)
        async let errors = Self.lines(of: execution.standardError)
        var bytes: [UInt8] = []
        for try await buffer in execution.standardOutput {
          buffer.withUnsafeBytes { bytes += $0 }
          guard bytes.count <= limit else {
            throw SlipwayError(.payloadTooLarge, "What was read is larger than \(limit >> 20) MB.")
          }
        }
        return (bytes, try await errors)
      }
      await group.end()
      try Task.checkCancellation()
      let (bytes, errors) = result.closureResult
      return CollectedOutput(status: Self.status(result.terminationStatus), bytes: bytes, errors: errors)
    } catch {
      await group.end()
      try Task.checkCancellation()
      guard let error = error as? SubprocessError else { throw error }
      throw startFailure(configuration.executable.description, error)
    }
  }

  static func lines(of sequence: SubprocessOutputSequence) async throws -> [String] {
    var lines = OutputLines(nil)
    for try await buffer in sequence { await lines.feed(buffer.withUnsafeBytes { lines.feed($0) }) }
    return await lines.finish()
  }

  func configuration(of command: Command) throws -> Subprocess.Configuration {
    let words = try (command.isLowPriority ? LowPriority.words : []) + command.words.map(plain)
    guard let program = words.first, !program.isEmpty else {
      throw SlipwayError(.internal, "A command without a program cannot be run.")
    }
    let surroundings = command.isBare ? [:] : environment
    let variables = surroundings.merging(command.environment.mapValues { $0.reveal() }) { $1 }
    guard !(words + variables.keys + variables.values).contains(where: { $0.utf8.contains(0) }) else {
      throw SlipwayError(.badRequest, "A command's words and variables must not contain a NUL character.")
    }
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace),
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(100)),
    ]
    return Subprocess.Configuration(
      executable: program.contains("/") ? .path(literal(program)) : .name(program),
      arguments: Arguments(Array(words.dropFirst())),
      environment: .custom(variables.map { Array("\($0)=\($1)".utf8) + [0] }),
      workingDirectory: literal(command.workingDirectory ?? "/"), platformOptions: options)
  }

  private func plain(_ word: Command.Word) throws -> String {
    switch word {
    case .plain(let text): text
    case .secret:
      throw SlipwayError(
        .internal, "A secret must reach a program by its environment or standard input, not by an argument.")
    }
  }

  private func startFailure(_ program: String, _ error: SubprocessError) -> SlipwayError {
    guard error.code == .executableNotFound else {
      return SlipwayError(.commandFailed, "\(program) could not be started: \(error)", cause: error)
    }
    return SlipwayError(
      .preconditionFailed, "\(program) is not installed on \(name). Install it and try again.", cause: error)
  }

  static func status(_ status: TerminationStatus) -> Int32 {
    switch status {
    case .exited(let code): code
    case .signaled(let signal): 128 + signal
    }
  }
}

/// Makes a path of the type that Subprocess wants without importing the module that defines it.
private func literal<Path: ExpressibleByStringLiteral>(_ text: String) -> Path
where Path.StringLiteralType == String {
  Path(stringLiteral: text)
}
