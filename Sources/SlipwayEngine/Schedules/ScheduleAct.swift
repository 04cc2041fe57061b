import SlipwayCore
import SlipwayHost
import SlipwayStore
import Synchronization

/// Runs a schedule's command, as often as its retries allow until it ends well.
struct ScheduleAct: Sendable {
  /// How much of the output is kept.
  private static let outputLimit = 2 << 20
  let engine: Engine
  let schedule: Schedule
  let run: ScheduleRun
  let log: DeploymentLog

  init(_ engine: Engine, _ schedule: Schedule, _ run: ScheduleRun) {
    self.engine = engine
    self.schedule = schedule
    self.run = run
    log = DeploymentLog(engine: engine, owner: .schedule(run.id), limit: Self.outputLimit)
  }

  /// By it, what a run has begun is found again wherever it runs.
  static func mark(of run: ID<ScheduleRun>) -> ProcessMark {
    ProcessMark(name: "SLIPWAY_SCHEDULE_RUN", value: run.rawValue)
  }

  private var mark: ProcessMark { Self.mark(of: run.id) }

  /// - Throws: ``SlipwayError`` with the reason when the last attempt failed, too.
  func perform() async throws {
    let (retries, delay) = (schedule.settings.retries, schedule.settings.retryDelaySeconds)
    for number in 1...(retries + 1) {
      do {
        return try await attempt(number)
      } catch let failure as SlipwayError where number <= retries && !Task.isCancelled {
        await log.line("Attempt \(number) of \(retries + 1) failed: \(failure.message)")
        await log.line("The next one begins in \(Duration.seconds(delay).inWords)")
        try await Task.sleep(for: .seconds(delay))
      }
    }
  }

  /// Ends what an attempt that nobody follows any more has left.
  func endLeft() async throws {
    if let server = schedule.serverID {
      // One that does not answer now ends it as soon as it does.
      return await (try? engine.host(of: server))?.end(mark, grace: ContainerCommand.grace) ?? ()
    }
    guard let container = run.container, let exec = run.exec else {
      return await Self.endLeft(of: run.id, engine)
    }
    let server = try await engine.store.read { [id = schedule.deployableID] tx in
      try id.map { try tx.deployables.one($0) }?.serverID
    }
    let host = try await engine.machine(at: server).host
    await ContainerCommand(host: host, container: container, exec: exec, mark: mark, shell: schedule.shell).end()
  }

  /// The same for a run of which nothing more is known.
  static func endLeft(of run: ID<ScheduleRun>, _ engine: Engine) async {
    try? await engine.hosts.thisMachine().end(mark(of: run), grace: ContainerCommand.grace)
  }

  private func attempt(_ number: Int) async throws {
    let last = LastLine()
    let (log, words) = (log, try self.words())
    let receive: @Sendable (String) async -> Void = { line in
      last.note(line)
      await log.line(line)
    }
    let code =
      switch try await ScheduleTarget.find(schedule, engine) {
      case .container(let live): try await run(words, in: live, number, receive)
      case .machine(let host): try await run(words, on: host, number, receive)
      }
    let (store, id) = (engine.store, run.id)
    try await uncancelled { try await store.write { try $0.scheduleRuns.setExitCode(id, code) } }
    guard code != 0 else { return }
    throw SlipwayError(.commandFailed, reason(code, last.text, words))
  }

  /// Whatever a schedule's owner typed is read by a shell of its own place at most: as one argument, never as a part of a
  /// text of ours.
  private func words() throws -> [String] {
    let text = schedule.text.effective.reveal()
    switch schedule.shell {
    case .bash, .sh: return [schedule.shell.rawValue, "-c", text]
    case .none:
      let words = try CommandWords.split(text, field: "command")
      guard !words.isEmpty else { throw SlipwayError(.preconditionFailed, "The command is empty.") }
      return words
    }
  }

  private func run(
    _ words: [String], in live: LiveContainer, _ number: Int, _ receive: @escaping @Sendable (String) async -> Void
  ) async throws -> Int {
    let exec = try await live.host.docker.createExec(live.id, words, environment: [mark.name: Secret(mark.value)])
    // Before it begins: whoever finds the run after a crash has to find the command.
    try await begin(number, container: live.id, exec: exec)
    let command = ContainerCommand(
      host: live.host, container: live.id, exec: exec, mark: mark, shell: schedule.shell)
    return try await limited {
      try await command.follow(receive)
    } orEnd: {
      await command.end()
    }
  }

  private func run(
    _ words: [String], on host: any Host, _ number: Int, _ receive: @escaping @Sendable (String) async -> Void
  ) async throws -> Int {
    try await begin(number, container: nil, exec: nil)
    var command = Command(words)
    command.environment = [mark.name: Secret(mark.value)]
    command.keepsUser = true
    let (ready, mark) = (command, mark)
    return try await limited {
      Int(try await host.run(ready, output: receive).status)
    } orEnd: {
      await host.end(mark, grace: ContainerCommand.grace)
    }
  }

  private func begin(_ number: Int, container: String?, exec: String?) async throws {
    let id = run.id
    try await engine.store.write {
      try $0.scheduleRuns.setAttempt(id, number, container: container, exec: exec)
    }
    engine.bus.publish(.scheduleRunChanged(id, run.organizationID))
  }

  private func limited(
    _ body: @escaping @Sendable () async throws -> Int, orEnd end: @escaping @Sendable () async -> Void
  ) async throws -> Int {
    do {
      return try await Deadline.run(
        within: .seconds(schedule.settings.timeoutSeconds), what: "The command", body)
    } catch {
      // Nobody follows it any more: nothing of it may stay.
      try await uncancelled { await end() }
      throw error
    }
  }

  private func reason(_ code: Int, _ line: String, _ words: [String]) -> String {
    if code == 126 || code == 127, line.contains("executable file not found") || line.contains("OCI runtime exec") {
      let advice = schedule.shell == .bash ? " Choose sh, or a command without a shell." : ""
      return "There is no program '\(words.first ?? "")' there.\(advice)"
    }
    let said = line.isEmpty ? "." : ": \(line.prefix(300))"
    return "It ended with exit code \(code)\(said)"
  }
}

/// The last line with something in it that a command wrote.
private final class LastLine: Sendable {
  private let kept = Mutex("")

  var text: String { kept.withLock { $0 } }

  func note(_ line: String) {
    let said = line.trimmingSpaces()
    if !said.isEmpty { kept.withLock { $0 = said } }
  }
}
