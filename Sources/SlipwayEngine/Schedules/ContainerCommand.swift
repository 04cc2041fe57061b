import SlipwayCore
import SlipwayHost

/// A command within a container: followed to its end, or ended with all that it has begun.
struct ContainerCommand: Sendable {
  /// Between being asked to end and being ended.
  static let grace = Duration.seconds(5)
  private static let interval = Duration.seconds(3)
  let host: any Host
  let container: String
  /// What Docker calls it.
  let exec: String
  /// In its environment, and so in that of all that it begins.
  let mark: ProcessMark
  let shell: Schedule.Shell

  /// Begins it.
  /// - Returns: its exit code, as soon as it has one: what it left in the background may go on.
  /// - Throws: ``SlipwayError`` `commandFailed` when its container ended before it.
  func follow(_ receive: @escaping @Sendable (String) async -> Void) async throws -> Int {
    let output = try await host.docker.startExec(exec)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { for try await line in output.lines { await receive(line.text) } }
      // What stays in the background keeps the output open.
      group.addTask {
        repeat { try await Task.sleep(for: Self.interval) } while await !isOver()
        try await Task.sleep(for: .seconds(1))
      }
      defer { group.cancelAll() }
      _ = try await group.next()
    }
    try Task.checkCancellation()
    return try await exitCode()
  }

  /// Ends it with all that it has begun; call it where nothing is cancelled.
  func end() async {
    await host.end(mark, grace: Self.grace)
    guard await !isOver() else { return }
    // The processes of this engine cannot be seen from here: a shell within the container ends those with the mark.
    let reader = shell == .bash ? "bash" : "sh"
    for signal in ["TERM", "KILL"] {
      // A shell of the container, because it has nothing else for certain: the text is ours, what it is about are arguments.
      let words = [reader, "-c", Self.ending, "slipway", "\(mark.name)=\(mark.value)", signal]
      _ = try? await host.docker.exec(container, words, within: .seconds(10))
      for _ in 0..<25 {
        if await isOver() { return }
        try? await Task.sleep(for: .milliseconds(200))
      }
    }
  }

  /// Needs nothing but a shell: the variables of a process are a file with a NUL behind each, which `read` leaves out.
  private static let ending = """
    for file in /proc/[0-9]*/environ; do
      while IFS= read -r line || [ -n "$line" ]; do
        case "$line" in *"$1"*) process=${file#/proc/}; kill "-$2" "${process%/environ}"; break ;; esac
      done 2>/dev/null <"$file"
    done
    """

  private func isOver() async -> Bool {
    do { return try await host.docker.execState(exec)?.Running != true } catch { return false }
  }

  /// A command may close its outputs long before it ends.
  private func exitCode() async throws -> Int {
    var wait = Duration.milliseconds(50)
    while let state = try await host.docker.execState(exec) {
      if !state.Running, let code = state.ExitCode {
        guard code == 137 else { return code }
        // The engine may hear of the command's end before it hears of the container's.
        for _ in 0..<10 {
          if let ending = try await containersEnd() { throw ending }
          try await Task.sleep(for: .milliseconds(200))
        }
        return code
      }
      try await Task.sleep(for: wait)
      wait = min(wait * 2, .seconds(2))
    }
    throw try await containersEnd() ?? SlipwayError(.commandFailed, "Docker knows nothing of the command any more.")
  }

  /// - Returns: `nil` while it runs.
  private func containersEnd() async throws -> SlipwayError? {
    let state = try await host.docker.inspectContainer(container)?.State
    guard state?.Running != true else { return nil }
    let reason = state?.OOMKilled == true ? "it had no memory left" : "it was stopped, or a deployment replaced it"
    return SlipwayError(.commandFailed, "The container ended in the middle of the command: \(reason).")
  }
}
