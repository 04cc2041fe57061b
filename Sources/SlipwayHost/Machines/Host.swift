import SlipwayCore

/// A machine that Slipway works on: runs commands, keeps files, has a Docker Engine.
package protocol Host: Sendable {
  var name: String { get }
  var docker: DockerClient { get }
  var files: any HostFiles { get }

  /// Runs a program in a session of its own; hands on each line of its output as it comes.
  ///
  /// When the task is cancelled, or the command's deadline is over, the whole process group gets SIGTERM and five
  /// seconds later SIGKILL; nothing of it is left when this returns.
  /// - Throws: `CancellationError`; ``SlipwayError`` `timeout`, or `precondition_failed` when the program is missing.
  ///   A status other than 0 is a result.
  func run(_ command: Command, output: (@Sendable (String) async -> Void)?) async throws -> CommandResult

  /// Runs programs that feed each other; every one's exit status counts. Nothing of what flows is kept.
  ///
  /// Cancelling ends all of them, as ``run(_:output:)`` does for one.
  /// - Parameter output: told of what they write that does not flow on: their errors, and what the last one says.
  /// - Throws: ``SlipwayError`` `command_failed` with the words of the one that failed; what ``Pipeline/approve`` throws.
  func stream(_ pipeline: Pipeline, output: (@Sendable (String) async -> Void)?) async throws -> StreamMeasure

  /// Runs a program that reads and writes bytes while somebody else sends and takes them.
  /// - Throws: as ``run(_:output:)``; what ``Exchange/take`` throws, after the program was ended.
  func exchange(_ exchange: Exchange) async throws -> CommandResult

  /// A program of this machine that runs that one over there, with its input and output: for what flows between machines.
  func reaching(_ command: Command) async throws -> Command

  /// A socket here that leads to a Unix socket over there, for as long as the connection to the machine stands.
  /// - Parameter path: absolute; whether somebody listens there shows at the first use.
  /// - Throws: ``SlipwayError`` `unreachable` when the machine does not answer.
  func socket(to path: String) async throws -> String

  /// Ends every process with this mark, those within containers among them: SIGTERM, after `grace` SIGKILL. Returns when they
  /// are gone, also when the task that asks was cancelled. A machine whose processes cannot be seen from here ends none.
  func end(_ mark: ProcessMark, grace: Duration) async

  /// What every process that this installation starts on the machine carries, for whoever comes after a crash.
  var runMark: ProcessMark? { get }

  /// The shell of the user that the machine is used as, on a terminal of its own.
  /// - Throws: ``SlipwayError`` `precondition_failed` where that is not possible.
  func terminal(_ size: TerminalSize) throws -> any Terminal

  /// Ends what runs on a terminal of the machine, in containers too, and returns when it is gone.
  /// - Parameters:
  ///   - mark: what its programs carry in their environment.
  ///   - session: the number of the process that leads them; `nil` when it has ended.
  func end(_ mark: ProcessMark, session: Int?) async
}

extension Host {
  package func reaching(_ command: Command) async throws -> Command { command }

  package func socket(to path: String) async throws -> String { path }

  package func exchange(_ exchange: Exchange) async throws -> CommandResult {
    throw SlipwayError(.internal, "Programs on \(name) cannot be talked with.")
  }

  package var runMark: ProcessMark? { nil }

  package func terminal(_ size: TerminalSize) throws -> any Terminal {
    throw SlipwayError(.preconditionFailed, "There is no terminal on \(name).")
  }

  /// By the session: nothing is known of the environments on other machines.
  package func end(_ mark: ProcessMark, session: Int?) async {
    guard let session, session > 1 else { return }
    for signal in ["-HUP", "-KILL"] {
      var command = Command(["pkill", signal, "-s", String(session)])
      command.deadline = .seconds(10)
      _ = try? await run(command, output: nil)
      if signal == "-HUP" { try? await Task.sleep(for: .milliseconds(300)) }
    }
  }
}

extension Host {
  package func run(_ command: Command) async throws -> CommandResult { try await run(command, output: nil) }

  package func end(_ mark: ProcessMark, grace: Duration) async {}

  /// Runs a program that must succeed.
  /// - Parameter what: the start of a sentence: `Cloning the repository`.
  /// - Throws: ``SlipwayError`` `command_failed` with the last lines when the status is not 0.
  @discardableResult
  package func require(
    _ command: Command, what: String, output: (@Sendable (String) async -> Void)? = nil
  ) async throws -> CommandResult {
    let result = try await run(command, output: output)
    guard result.isSuccess else { throw CommandFailure(command, result).error(doing: what) }
    return result
  }
}
