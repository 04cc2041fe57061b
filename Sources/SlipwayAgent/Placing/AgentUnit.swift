import SlipwayCore
import SlipwayHost

/// The agent as a service of systemd, which starts it at boot and again when it ends.
struct AgentUnit: AgentRunner {
  let host: any SlipwayHost.Host
  let place: AgentPlace

  var words: String { "as \(place.unitName)" }

  func start(_ program: String, isChanged: Bool) async throws -> Bool {
    let text = place.unit(program)
    let present = (try? await host.files.readText(place.unitFile)) ?? ""
    if present != text { try await host.files.write(text, to: place.unitFile, mode: 0o644) }
    if present == text, !isChanged, try await host.run(command(["is-active", "--quiet", place.unitName])).isSuccess {
      return false
    }
    try await systemctl("daemon-reload")
    try await systemctl("enable", place.unitName)
    try await systemctl("restart", place.unitName)
    return true
  }

  func stop() async throws {
    guard try await host.files.exists(place.unitFile) else { return }
    try await systemctl("disable", "--now", place.unitName)
    try await host.files.remove(place.unitFile)
    try await systemctl("daemon-reload")
  }

  func lastWords() async throws -> String {
    var command: Command = ["journalctl", "-n", "5", "-o", "cat", "-u"]
    command.append(place.unitName)
    command.deadline = .seconds(20)
    return try await host.run(command).text
  }

  private func systemctl(_ words: String...) async throws {
    try await host.require(command(words), what: "systemctl \(words.joined(separator: " "))")
  }

  private func command(_ words: [String]) -> Command {
    var command = Command(["systemctl"] + words)
    command.deadline = .seconds(60)
    return command
  }
}
