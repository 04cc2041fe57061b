package import SlipwayCore
package import SlipwayHost

/// Puts the agent on another machine, as this version and its rules want it. Each part looks first, so it may be done again at
/// any time, also by somebody who takes over after a crash.
package struct AgentInstall: Sendable {
  private let host: any SlipwayHost.Host
  private let place: AgentPlace
  private let token: Secret
  private let config: MetricsConfig
  private let log: @Sendable (String) async -> Void

  /// - Parameters:
  ///   - token: what whoever asks the agent shows.
  ///   - log: hears what is done.
  package init(
    _ host: any SlipwayHost.Host, _ place: AgentPlace, token: Secret, config: MetricsConfig,
    log: @escaping @Sendable (String) async -> Void
  ) {
    self.host = host
    self.place = place
    self.token = token
    self.config = config
    self.log = log
  }

  /// - Parameter local: the machine that the program comes from.
  /// - Returns: what was found or done, in a sentence.
  /// - Throws: ``SlipwayError`` `preconditionFailed` with the detail `agent` where the program cannot run.
  package func ensure(_ program: AgentProgram, from local: any SlipwayHost.Host) async throws -> String {
    try await host.files.makeDirectory(place.folder, mode: 0o700)
    let carrier = AgentCarrier(host: host, place: place, log: log)
    let isNew = try await carrier.bring(program, from: local)
    let rules = String(decoding: try MeasuringRules.file(config), as: UTF8.self)
    try await writeFiles(rules)
    // Kept behind the start only: whoever was cut off before it starts the agent once more.
    let wanted = TokenDigest.of([program.digest, token.reveal(), rules].joined(separator: "\n"))
    let isChanged = try await present(place.started) != wanted
    let path = place.program(program.digest)
    let runner: any AgentRunner =
      try await host.files.exists("/run/systemd/system")
      ? AgentUnit(host: host, place: place) : AgentProcess(host: host, place: place)
    let isStarted = try await runner.start(path, isChanged: isChanged)
    try await waitForAnswer(runner)
    if isChanged { try await host.files.write(wanted, to: place.started, mode: 0o600) }
    try await carrier.tidy(keeping: path)
    guard isNew || isChanged || isStarted else { return "runs, \(runner.words)" }
    return "\(isNew ? "installed" : "started"), \(runner.words)"
  }

  /// Ends it and takes everything of it away, what it measured too.
  package func remove() async throws {
    if try await host.files.exists("/run/systemd/system") {
      try await AgentUnit(host: host, place: place).stop()
    } else {
      try await AgentProcess(host: host, place: place).stop()
    }
    try await host.files.remove(place.socket)
    try await host.files.remove(place.folder)
  }

  private func writeFiles(_ rules: String) async throws {
    for (path, text) in [(place.token, token.reveal()), (place.config, rules)] where try await present(path) != text {
      try await host.files.write(text, to: path, mode: 0o600)
    }
  }

  private func present(_ path: String) async throws -> String? {
    do {
      return try await host.files.readText(path)
    } catch let error as SlipwayError where error.code == .notFound {
      return nil
    }
  }

  private func waitForAnswer(_ runner: any AgentRunner) async throws {
    let client = AgentClient(host, place, token: token)
    for _ in 0..<60 {
      if (try? await client.report(after: .max)) != nil { return }
      try await Task.sleep(for: .milliseconds(250))
    }
    let reason = try await runner.lastWords().split(separator: "\n").last.map(String.init) ?? "it says nothing"
    throw SlipwayError(
      .preconditionFailed, "The agent was started on \(host.name) and does not answer: \(reason)",
      details: ["agent": reason])
  }
}
