import Foundation
package import SlipwayCore
package import SlipwayHost
import SlipwayStore

/// Looks at a server without changing anything: what is there, and what is missing.
package struct ServerProbe: Sendable {
  private static let setUp = "Set the server up."
  private static let room = 5 << 30
  private static let leastRoom = 1 << 30

  /// What was found.
  package struct Findings: Sendable {
    package var checks: [ServerCheck] = []
    package var docker: DockerVersion?
    package var isSwarmManager = false
    package var hasNetwork = false
    package var hasFolder = false
    package var isRoot = false
    package var isInDockerGroup = false
    /// Programs that published clients ask for, with their versions.
    package var programs: [String: String] = [:]
  }

  private let engine: Engine
  private let server: Server
  private let host: any SlipwayHost.Host
  private var machine: ServerMachine { ServerMachine(host: host) }
  private var place: ServerPlace { ServerPlace(engine.configuration) }

  /// - Throws: ``SlipwayError`` when the server is disabled, not confirmed, or has no key.
  package init(_ engine: Engine, _ server: Server) async throws {
    self.engine = engine
    self.server = server
    host = try await engine.host(of: server.id)
  }

  /// - Throws: ``SlipwayError`` when it cannot be reached.
  package func run() async throws -> Findings {
    var findings = Findings()
    try await lookAtAccess(&findings)
    try await lookAtDocker(&findings)
    if server.purpose == .deploy { try await lookAtServices(&findings) }
    findings.hasFolder = try await host.files.exists(ServerPlace.root)
    try await lookAtRoom(&findings)
    try await lookAtClock(&findings)
    for (name, words) in Self.programs {
      findings.programs[name] = try await machine.ask(words).flatMap { Self.version(in: $0) }
    }
    return findings
  }

  private func lookAtAccess(_ findings: inout Findings) async throws {
    let system = try await machine.system()
    findings.checks.append(ServerCheck("ssh", "SSH", .ok, "\(system.name) answers at \(server.address)"))
    do {
      findings.isRoot = try await machine.user() == 0
      findings.checks.append(
        ServerCheck(
          "rights", "Rights", .ok, server.username == "root" ? "root" : "\(server.username), as root by sudo"))
    } catch let error as SlipwayError where error.code == .preconditionFailed {
      findings.checks.append(
        ServerCheck(
          "rights", "Rights", .problem, error.message,
          fix: "Connect as root, or let the user use sudo without a password."))
    }
    findings.isInDockerGroup = try await machine.isInDockerGroup(server.username)
  }

  private func lookAtDocker(_ findings: inout Findings) async throws {
    do {
      // Says whether it is too old.
      _ = try await host.docker.info()
      let version = try await host.docker.version()
      findings.docker = version
      findings.checks.append(
        ServerCheck("docker", "Docker", .ok, "Docker \(version.Version), API \(version.ApiVersion)"))
    } catch let error as SlipwayError where error.details["server"] == nil {
      findings.checks.append(ServerCheck("docker", "Docker", .problem, error.message, fix: Self.setUp))
    }
  }

  private func lookAtServices(_ findings: inout Findings) async throws {
    guard findings.docker != nil else { return }
    let info = try await host.docker.info()
    findings.isSwarmManager = info.isSwarmManager
    findings.checks.append(
      info.isSwarmManager
        ? ServerCheck(
          "swarm", "Swarm", .ok, "manager of \(info.Swarm?.Nodes ?? 1) node\(info.Swarm?.Nodes ?? 1 == 1 ? "" : "s")")
        : ServerCheck("swarm", "Swarm", .problem, "\(info.Swarm?.LocalNodeState ?? "inactive")", fix: Self.setUp))
    let network = try await host.docker.inspectNetwork(place.network)
    findings.hasNetwork = network?.Driver == "overlay"
    let isOurs = network?.Labels?[ReleaseLabels.panel] == engine.store.panelID
    findings.checks.append(
      findings.hasNetwork && isOurs
        ? ServerCheck("network", "Network", .ok, place.network)
        : ServerCheck(
          "network", "Network", .problem,
          network == nil
            ? "\(place.network) is missing" : "\(place.network) is not ours: another Slipway may use this server",
          fix: network == nil ? Self.setUp : "Remove the server from the other Slipway first."))
    try await lookAtProxy(&findings)
  }

  private func lookAtProxy(_ findings: inout Findings) async throws {
    let tasks = findings.isSwarmManager ? try await host.docker.listTasks(service: place.proxy) : []
    let ports = [engine.configuration.httpPort, engine.configuration.httpsPort]
    if tasks.contains(where: { $0.Status.State == "running" }) {
      findings.checks.append(
        ServerCheck("proxy", "Proxy", .ok, "runs, on ports \(ports.map(String.init).joined(separator: " and "))"))
      return
    }
    let reason = tasks.compactMap { $0.Status.Err }.first
    findings.checks.append(
      ServerCheck("proxy", "Proxy", .problem, reason.map { "does not run: \($0)" } ?? "is missing", fix: Self.setUp))
    let table = try await machine.listeners()
    let taken = ports.filter { port in table.listeners.contains { $0.port == port } }
    guard let port = taken.first else { return }
    findings.checks.append(
      ServerCheck(
        "ports", "Ports", .problem, "something else listens on port \(port)",
        fix: "Stop it there; ss -ltnp 'sport = :\(port)' names it."))
  }

  private func lookAtRoom(_ findings: inout Findings) async throws {
    guard let free = try await machine.freeBytes() else { return }
    let found = String(format: "%.1f GB free at /var/lib", Double(free) / Double(1 << 30))
    let state: ServerCheck.State = free >= Self.room ? .ok : free >= Self.leastRoom ? .warning : .problem
    findings.checks.append(
      ServerCheck(
        "disk", "Disk", state, found, fix: state == .ok ? nil : "Images need room: free some there, or add a disk."))
  }

  /// Certificates and logs of a machine whose clock is wrong make no sense.
  private func lookAtClock(_ findings: inout Findings) async throws {
    guard let seconds = try await machine.ask(["date", "+%s"]).flatMap({ Double($0.trimmingSpaces()) }) else {
      return
    }
    let away = abs(seconds - Date().timeIntervalSince1970)
    let isRight = away < 10
    findings.checks.append(
      ServerCheck(
        "clock", "Clock", isRight ? .ok : .warning,
        isRight ? "agrees with this machine's" : "is \(Int(away)) s away from this machine's",
        fix: isRight ? nil : "Let it follow a time server: timedatectl set-ntp true."))
  }

  private static let programs: [(String, [String])] = [
    ("rclone", ["rclone", "version"]), ("nixpacks", ["nixpacks", "--version"]),
    ("buildpacks", ["pack", "--version"]),
    ("railpack", ["railpack", "--version"]),
  ]

  /// The first word with a digit and a dot in it.
  static func version(in text: String) -> String? {
    text.split(whereSeparator: \.isWhitespace).map { $0.drop { !$0.isNumber } }
      .first { $0.contains(".") && $0.first?.isNumber == true }.map(String.init)
  }
}
