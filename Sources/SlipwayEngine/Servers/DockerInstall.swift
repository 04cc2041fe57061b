import SlipwayCore
import SlipwayHost

/// Installs Docker from the distribution's own packages, and starts it.
struct DockerInstall: Sendable {
  private static let indexTime = Duration.seconds(300)
  private static let installTime = Duration.seconds(1200)
  private static let startTime = Duration.seconds(60)
  /// What the packages, and an image or two, need.
  private static let room = 1 << 30
  /// What the proxy's image needs where there is Docker already.
  private static let leastRoom = 256 << 20

  let host: any Host
  let log: DeploymentLog
  private var machine: ServerMachine { ServerMachine(host: host) }

  init(host: any Host, log: DeploymentLog) {
    self.host = host
    self.log = log
  }

  /// Does nothing where there is one.
  /// - Returns: what was found or done, in a sentence.
  func install() async throws -> String {
    if let version = try await installed() {
      try await requireRoom(Self.leastRoom)
      return version
    }
    let system = try await machine.system()
    guard system.isDebian else {
      throw SlipwayError(
        .preconditionFailed,
        "There is no Docker, and Slipway installs it on Debian and Ubuntu only; this is \(system.name). Install Docker there as "
          + "its manual says (https://docs.docker.com/engine/install), then set the server up again.")
    }
    try await requireRoom(Self.room)
    await log.line("Installing docker.io from the packages of \(system.name)")
    try await run(["dpkg", "--configure", "-a"], Self.installTime, "Repairing an installation that was cut off")
    try await run(["apt-get", "-q", "update"], Self.indexTime, "Reading the lists of packages")
    var words = ["docker.io"]
    // Newer distributions have the command line in a package of its own.
    if try await machine.ask(["apt-cache", "show", "--no-all-versions", "docker-cli"]) != nil {
      words.append("docker-cli")
    }
    try await run(
      ["apt-get", "-q", "-y", "--no-install-recommends", "install"] + words, Self.installTime, "Installing Docker")
    return "installed: \(try await installed() ?? "docker.io")"
  }

  private func requireRoom(_ bytes: Int) async throws {
    guard let free = try await machine.freeBytes(), free < bytes else { return }
    throw SlipwayError(
      .preconditionFailed,
      "The disk is full: \(free >> 20) MB are free at /var/lib, and Docker needs \(bytes >> 20). Free space first.")
  }

  /// Makes the engine answer.
  func start() async throws -> DockerVersion {
    if try await !answers() {
      await log.line("Starting Docker")
      let words =
        try await machine.hasSystemd() ? ["systemctl", "enable", "--now", "docker"] : ["service", "docker", "start"]
      try await run(words, Self.startTime, "Starting Docker")
      try await waitForAnswer()
    }
    // Says whether it is too old.
    _ = try await host.docker.info()
    return try await host.docker.version()
  }

  /// A user that is not root opens Docker's socket as a member of its group.
  func letIn(_ username: String) async throws {
    guard username != "root", try await !machine.isInDockerGroup(username) else { return }
    await log.line("Adding \(username) to the group docker")
    try await run(["usermod", "-aG", "docker", username], Self.startTime, "Adding \(username) to the group docker")
    // What a user may do is settled when the connection is made.
    try await (host as? SSHHost)?.reconnect()
  }

  private func installed() async throws -> String? {
    if let line = try await machine.ask(["dockerd", "--version"]) { return String(line.prefix { $0 != "\n" }) }
    return try await answers() ? "an engine answers" : nil
  }

  private func answers() async throws -> Bool {
    do {
      try await host.docker.ping()
      return true
    } catch let error as SlipwayError where error.details["server"] == nil {
      return false
    }
  }

  private func waitForAnswer() async throws {
    let end = ContinuousClock.now + Self.startTime
    while try await !answers() {
      guard ContinuousClock.now < end else {
        throw SlipwayError(
          .preconditionFailed,
          "Docker was started and does not answer. See its log there: journalctl -u docker -n 50.")
      }
      try await Task.sleep(for: .milliseconds(300))
    }
  }

  private func run(_ words: [String], _ time: Duration, _ what: String) async throws {
    var command = Command(words)
    command.deadline = time
    command.environment = [
      "DEBIAN_FRONTEND": Secret("noninteractive"), "APT_LISTCHANGES_FRONTEND": Secret("none"),
      "NEEDRESTART_MODE": Secret("a"),
    ]
    if words.first == "apt-get" {
      // Somebody else's upgrade may be at work; and no terminal's progress bars.
      command.words.insert(contentsOf: ["-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Use-Pty=0"], at: 1)
    }
    await log.line("$ \(command)")
    do {
      try await host.require(command, what: what, output: log.output)
    } catch let error as SlipwayError where error.code == .commandFailed && words.first == "apt-get" {
      throw SlipwayError(
        error.code, error.message + " Check that the machine reaches its package mirrors, then set it up again.",
        details: error.details, cause: error)
    }
  }
}
