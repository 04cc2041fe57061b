import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost

/// Looks at the machine: memory, disk, ports, git, rclone.
struct MachineDiagnosis {
  private static let gibibyte = 1 << 30
  let configuration: Configuration
  let host: any SlipwayHost.Host

  func run() async -> [Diagnosis] {
    let git = await program(
      "git", ["git", "--version"], minimum: (2, 25), fix: "Install git 2.25 or later, e.g. `apt install git`.")
    let ssh = await program(
      "ssh", ["ssh", "-V"], minimum: nil, fix: "Install the OpenSSH client for git by ssh.", isNeeded: false)
    let rclone = await program(
      "rclone", ["rclone", "version"], minimum: (1, 60),
      fix: "Backups need rclone 1.60 or later: `apt install rclone`.",
      isNeeded: false)
    return [git, ssh, rclone, await fence(), memory(), disk()] + (await ports())
  }

  /// A program that does nothing, where backups let rclone run.
  private func fence() async -> Diagnosis {
    let name = "fence"
    guard !configuration.allowsLocalDestinations else {
      return .ok(name, "not wanted: local destinations are allowed")
    }
    var command = Command(["true"])
    command.isFenced = true
    command.deadline = .seconds(10)
    do {
      let result = try await host.run(command, output: nil)
      if result.isSuccess { return .ok(name, "destinations cannot reach this machine") }
      return .limited(
        name, result.lines.last ?? "no answer",
        fix: "Backups need `nsenter` of util-linux, or --local-destinations allow.")
    } catch {
      let reason = (error as? SlipwayError)?.message ?? "\(error)"
      return .limited(name, "backups will be refused", fix: reason)
    }
  }

  private func program(
    _ name: String, _ words: [String], minimum: (Int, Int)?, fix: String, isNeeded: Bool = true
  ) async -> Diagnosis {
    var command = Command(words)
    command.deadline = .seconds(10)
    guard let result = try? await host.run(command, output: nil), result.isSuccess, let line = result.lines.first
    else {
      return Diagnosis(name: name, state: isNeeded ? .missing : .limited, found: "not found", fix: fix)
    }
    let numbers = line.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
    if let minimum, numbers.count == 2, (numbers[0], numbers[1]) < minimum {
      return Diagnosis(name: name, state: isNeeded ? .missing : .limited, found: line, fix: fix)
    }
    return .ok(name, line)
  }

  private func memory() -> Diagnosis {
    let bytes = ServerCapacity.memory
    let found = String(format: "%.1f GiB", Double(bytes) / Double(Self.gibibyte))
    guard bytes < 900 << 20 else { return .ok("memory", found) }
    return .limited("memory", found, fix: "Builds need 1 GiB or more; add memory or swap.")
  }

  private func disk() -> Diagnosis {
    let path = FileLook.existingParent(of: configuration.dataDirectory)
    guard let free = FileLook.freeBytes(path) else {
      return .limited("disk", "\(path) cannot be looked at", fix: "Check the data directory's file system.")
    }
    let found = String(format: "%.1f GiB free at %@", Double(free) / Double(Self.gibibyte), path as NSString)
    if free >= 5 * Self.gibibyte { return .ok("disk", found) }
    let fix = "Images need room: free some, e.g. with `docker image prune`, or add a disk."
    return free < Self.gibibyte ? .missing("disk", found, fix: fix) : .limited("disk", found, fix: fix)
  }

  private func ports() async -> [Diagnosis] {
    let proxy = try? await host.docker.inspectService(ProxyService.name(instance: configuration.instance))
    let isServing = LockFile.isHeld(DataDirectory(configuration).lock)
    return [
      port(configuration.listenPort, on: configuration.listenHost, "--listen", isOurs: isServing),
      port(configuration.httpPort, on: "0.0.0.0", "--http-port", isOurs: proxy != nil),
      port(configuration.httpsPort, on: "0.0.0.0", "--https-port", isOurs: proxy != nil),
    ]
  }

  private func port(_ port: Int, on address: String, _ flag: String, isOurs: Bool) -> Diagnosis {
    let name = "port \(port)"
    if isOurs { return .ok(name, "used by this Slipway") }
    switch PortLook.state(port, on: address) {
    case .free: return .ok(name, "free")
    case .taken: return .missing(name, "taken", fix: "Stop what listens there, or choose another with \(flag).")
    case .refused(let reason):
      return .limited(name, reason, fix: "Run as root, or choose a port above 1023 with \(flag).")
    }
  }
}
