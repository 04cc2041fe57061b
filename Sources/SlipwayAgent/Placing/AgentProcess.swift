import SlipwayCore
import SlipwayHost

/// The agent as a process of its own, where there is no systemd: it is started again when Slipway finds that it does not answer.
struct AgentProcess: AgentRunner {
  let host: any SlipwayHost.Host
  let place: AgentPlace

  var words: String { "as a process that Slipway starts again when it does not answer" }

  func start(_ program: String, isChanged: Bool) async throws -> Bool {
    let wanted = place.words(program)
    if let running = try await running() {
      if !isChanged, running.words == wanted { return false }
      try await end(running.number)
    }
    var command = Command(wanted + ["--background", place.log])
    command.deadline = .seconds(30)
    try await host.require(command, what: "Starting the agent")
    return true
  }

  func stop() async throws {
    if let running = try await running() { try await end(running.number) }
  }

  func lastWords() async throws -> String {
    try await host.run(["tail", "-n", "5", .plain(place.log)]).text
  }

  /// The process that holds the archive: its number is in the lock, and what it runs is of our folder.
  private func running() async throws -> (number: Int, words: [String])? {
    guard let text = try? await host.files.readText(place.lock), let number = Int(text.trimmingSpaces()), number > 1,
      let line = try? await host.files.readText("/proc/\(number)/cmdline")
    else { return nil }
    let words = line.split(separator: "\0").map(String.init)
    guard words.first?.hasPrefix("\(place.folder)/\(AgentPlace.programPrefix)") == true else { return nil }
    return (number, words)
  }

  private func end(_ number: Int) async throws {
    for signal in ["-TERM", "-KILL"] {
      var command = Command(["kill", signal, "\(number)"])
      command.deadline = .seconds(10)
      _ = try await host.run(command)
      for _ in 0..<40 {
        guard try await host.files.exists("/proc/\(number)") else { return }
        try await Task.sleep(for: .milliseconds(250))
      }
    }
  }
}
