package import SlipwayHost
import Synchronization

/// A machine whose programs are answered by a test; its files are real ones.
package final class FakeHost: Host {
  /// What stands for running a program; lines that it writes go to the second argument.
  package typealias Program = @Sendable (Command, @Sendable (String) async -> Void) async throws -> CommandResult

  package let name: String
  package let docker: DockerClient
  package let files: any HostFiles
  private let program: Program
  private let seen = Mutex<[Command]>([])

  /// - Parameter program: by default every command succeeds and says nothing.
  package init(
    docker: DockerClient = DockerClient(host: "unix:///nowhere"), files: any HostFiles = LocalFiles(),
    name: String = "a fake machine",
    program: @escaping Program = { _, _ in CommandResult(status: 0) }
  ) {
    self.docker = docker
    self.files = files
    self.name = name
    self.program = program
  }

  /// Every command that was run, in order.
  package var commands: [Command] { seen.withLock { $0 } }

  package func run(
    _ command: Command, output: (@Sendable (String) async -> Void)?
  ) async throws -> CommandResult {
    seen.withLock { $0.append(command) }
    try Task.checkCancellation()
    return try await program(command) { await output?($0) }
  }

  /// Every program is answered like one that is run by itself; nothing flows.
  package func stream(
    _ pipeline: Pipeline, output: (@Sendable (String) async -> Void)?
  ) async throws -> StreamMeasure {
    for command in pipeline.sources + [pipeline.sink].compactMap({ $0 }) {
      let result = try await run(command, output: output)
      guard result.isSuccess else { throw CommandFailure(command, result).error(doing: pipeline.what) }
    }
    let measure = StreamMeasure(bytes: 2048, sha256: String(repeating: "0", count: 64), endsAsTar: true)
    try pipeline.approve(measure)
    return measure
  }
}
