import Logging
import SlipwayCore

/// One connection to one machine, which everything that is done there shares: made when it is needed, kept alive, made anew
/// when it was lost. Docker's socket of the other side is a socket here for as long as it stands.
actor SSHConnection {
  /// Where ssh's sockets are; new for each connection.
  struct Paths: Sendable {
    let folder: String
    var control: String { folder + "/m" }
    var docker: String { folder + "/d" }
  }

  /// How long a machine that does not answer may keep anybody waiting.
  private static let patience = Duration.seconds(10)
  private static let connectSeconds = 5
  /// Whoever asks again at once is told the same.
  private static let memory = Duration.seconds(2)

  nonisolated let destination: SSHDestination
  nonisolated let limit = SessionLimit()
  /// Docker's socket here, the same for all connections that follow each other.
  nonisolated let dockerSocket: String
  private let local: LocalHost
  private let folder: String
  private var master: (number: Int, task: Task<Void, Never>)?
  private var isUp = false
  private var isClosed = false
  private var attempt: Task<Void, any Error>?
  private var failure: (error: SlipwayError, until: ContinuousClock.Instant)?
  private var count = 0
  /// Who needs it to stand for as long as they are at it.
  private var users = 0
  /// What could not be ended on the other side because the connection was lost.
  private var left: Set<ProcessMark>
  private var lastWords = LastWords()
  /// Sockets of the other side that lead here, and since which connection.
  private var forwards = SSHForwards()

  /// - Parameters:
  ///   - folder: a folder of its own.
  ///   - isFirst: whether nothing of this process runs there yet: what carries this installation's mark is ended then.
  init(_ destination: SSHDestination, from local: LocalHost, folder: String, isFirst: Bool = true) {
    self.destination = destination
    self.local = local
    self.folder = folder
    dockerSocket = folder + "/d"
    // A process of this installation that died may have left something at work there.
    left = isFirst ? [local.remoteMark] : []
  }

  nonisolated var paths: Paths { Paths(folder: folder) }

  /// Returns when the connection stands.
  /// - Throws: ``SlipwayError`` that says why it cannot, within seconds.
  func ready() async throws {
    guard !isClosed else {
      throw SlipwayError(.unreachable, "The connection to \(destination.name) was closed: its settings have changed.")
    }
    if isUp { return }
    if let failure, failure.until > .now { throw failure.error }
    let running = attempt ?? Task { try await self.connect() }
    attempt = running
    do {
      try await running.value
      attempt = nil
    } catch {
      attempt = nil
      let told =
        error as? SlipwayError ?? SlipwayError(.unreachable, "\(destination.name) cannot be reached: \(error)")
      failure = (told, .now + Self.memory)
      throw told
    }
  }

  /// Counts somebody who needs it for long, and returns when it stands.
  /// - Throws: ``SlipwayError`` `conflict` when there are so many already; as ``ready()`` does. Nobody is counted then.
  func begin(of most: Int) async throws {
    guard users < most else {
      throw SlipwayError(
        .conflict,
        "\(most) terminals are open on \(destination.name), which is as many as there may be. Close one first.")
    }
    users += 1
    do {
      try await ready()
    } catch {
      await finish()
      throw error
    }
  }

  /// The last one to go ends the connection; the next one to come makes it anew.
  func finish() async {
    users -= 1
    if users == 0 { await endMaster() }
  }

  /// Lets a socket here lead to one over there, as Docker's does.
  /// - Returns: its path; the same for the same one.
  func forward(_ path: String) async throws -> String {
    try await ready()
    if let known = forwards.socket(to: path, over: count) { return known }
    let (number, socket) = (count, forwards.next(for: path, in: folder))
    let words = try SSHForwards.command(from: socket, to: path, over: paths.control, destination)
    let result = try await local.run(words)
    guard result.isSuccess else { throw SSHForwards.refusal(destination, result.lines) }
    forwards.keep(socket, to: path, over: number)
    return socket
  }

  /// Whether it stands, as far as is known.
  var isStanding: Bool { isUp }

  /// Whether it was lost; whoever uses it may notice sooner than it does itself.
  nonisolated func isLost() async -> Bool {
    for _ in 0..<20 where await isStanding { try? await Task.sleep(for: .milliseconds(10)) }
    return await !isStanding
  }

  /// Ends it; whoever uses it still is told.
  func close() async {
    isClosed = true
    attempt?.cancel()
    await endMaster()
    try? await LocalFiles().remove(folder)
  }

  /// A new connection instead of this one: what the other side lets its user do has changed.
  func renew() async throws {
    await endMaster()
    failure = nil
    try await ready()
  }

  /// Ends what carries the mark over there; when that cannot be done now, after the next connection.
  func end(_ mark: ProcessMark, after grace: Duration) async {
    guard isUp else {
      left.insert(mark)
      return
    }
    let ended = try? await uncancelledRun(RemoteProcesses.ending(mark, after: grace))
    if ended?.isSuccess != true { left.insert(mark) }
  }

  /// What ssh is started with to run one line over there.
  /// - Parameter isTerminal: on a terminal over there, which is told of this side's size and of every key that is pressed.
  nonisolated func client(_ line: String, isTerminal: Bool = false) -> Command {
    // Without the shared connection it must not make one of its own, with whatever keys this machine's user has.
    let options = [
      "ControlMaster=no", "ProxyCommand=/bin/false", "BatchMode=yes", "LogLevel=ERROR", "EscapeChar=none",
    ]
    return Command(
      ["ssh", "-F", "/dev/null", isTerminal ? "-tt" : "-T", "-S", paths.control] + options.flatMap { ["-o", $0] }
        + ["--", destination.address, line])
  }

  private func uncancelledRun(_ command: Command) async throws -> CommandResult {
    let remote = try RemoteCommand(
      command, token: "", run: "", isElevated: destination.isElevated)
    var asked = client(remote.line)
    asked.deadline = command.deadline
    let (local, words) = (local, asked)
    return try await Task { try await local.run(words) }.value
  }

  private func connect() async throws {
    let files = LocalFiles()
    try await files.makeDirectory(folder, mode: 0o700)
    try? await files.remove(paths.control)
    try await files.write(key, to: folder + "/key", mode: 0o600)
    try await files.write("slipway \(destination.hostKey.line)\n", to: folder + "/known", mode: 0o600)
    let words = LastWords()
    lastWords = words
    start(words)
    let end = ContinuousClock.now + Self.patience
    // Its socket appears when the other side has let it in.
    while master != nil, !isUp, .now < end, !Task.isCancelled {
      if try await files.exists(paths.control) { isUp = true } else { try? await Task.sleep(for: .milliseconds(20)) }
    }
    // From here on nobody needs it: what is run goes through the connection that stands.
    try await files.remove(folder + "/key")
    guard isUp else {
      await endMaster()
      let silent = SSHFailure(destination: destination, lines: ["Connection timed out"]).error
      throw words.all.isEmpty ? silent : SSHFailure(destination: destination, lines: words.all).error
    }
    Logger(label: "slipway.ssh").info("connected", metadata: ["server": "\(destination.place)"])
    failure = nil
    await sweep()
  }

  private var key: String {
    let text = destination.privateKey.reveal()
    return text.hasSuffix("\n") ? text : text + "\n"
  }

  /// What was left when a connection was lost.
  private func sweep() async {
    for mark in left {
      let ended = try? await uncancelledRun(RemoteProcesses.ending(mark, after: .seconds(5)))
      if ended?.isSuccess == true { left.remove(mark) }
    }
  }

  private func start(_ words: LastWords) {
    count += 1
    let (number, local, command) = (count, local, masterCommand)
    let task = Task {
      _ = try? await local.run(command) { words.add($0) }
      self.masterEnded(number)
    }
    master = (number, task)
  }

  private func masterEnded(_ number: Int) {
    guard master?.number == number else { return }
    if isUp {
      Logger(label: "slipway.ssh").notice(
        "connection lost", metadata: ["server": "\(destination.place)", LogKeys.error: "\(lastWords.all.last ?? "")"])
    }
    master = nil
    isUp = false
  }

  private func endMaster() async {
    isUp = false
    guard let task = master?.task else { return }
    master = nil
    task.cancel()
    await task.value
  }

  private var masterCommand: Command {
    let options = [
      "BatchMode=yes", "IdentitiesOnly=yes", "IdentityAgent=none", "PreferredAuthentications=publickey",
      "StrictHostKeyChecking=yes", "UserKnownHostsFile=\(folder)/known", "GlobalKnownHostsFile=/dev/null",
      "HostKeyAlias=slipway", "HashKnownHosts=no", "UpdateHostKeys=no", "CheckHostIP=no", "ControlPersist=no",
      "ConnectTimeout=\(Self.connectSeconds)", "ServerAliveInterval=4", "ServerAliveCountMax=2",
      "StreamLocalBindUnlink=yes", "StreamLocalBindMask=0177", "ForwardAgent=no", "ForwardX11=no", "LogLevel=INFO",
    ]
    return Command(
      ["ssh", "-F", "/dev/null", "-M", "-N", "-T", "-S", paths.control, "-i", folder + "/key"]
        + options.flatMap { ["-o", $0] }
        + [
          "-L", "\(paths.docker):/var/run/docker.sock", "-p", "\(destination.port)", "-l", destination.username, "--",
          destination.address,
        ])
  }
}
