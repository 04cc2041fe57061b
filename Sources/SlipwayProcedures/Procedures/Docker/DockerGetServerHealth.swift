package import SlipwayAnswers
package import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayHost

/// Answers how a machine is: memory, disk, networks, limits of the kernel, and what its Docker Engine complained about.
package enum DockerGetServerHealth: Procedure {
  package struct Input: Codable, Sendable {
    package var serverId: String?
    package var sinceHours: Int?
  }

  /// What was seen; what could not be seen is left out or 0.
  package struct Output: Codable, Sendable {
    /// How many there are.
    package struct Containers: Codable, Sendable {
      package var containerCount: Int
      package var serviceCount: Int
    }
    /// Of the machine.
    package struct Resources: Codable, Sendable {
      package var memTotalBytes: Int
      package var memUsedBytes: Int
      package var cpuCount: Int
    }
    /// What the kernel lets programs watch.
    package struct Inotify: Codable, Sendable {
      package var maxWatches: Int
      package var maxInstances: Int
      package var maxQueuedEvents: Int
    }
    /// Where Docker keeps everything.
    package struct Disk: Codable, Sendable {
      package var totalBytes: Int
      package var usedBytes: Int
    }
    /// A network and how full it is.
    package struct NetworkUse: Codable, Sendable {
      package var name: String
      package var driver: String
      @Null package var subnet: String?
      package var containersInUse: Int
      package var capacity: Int
      package var percentUsed: Double
    }
    /// All of them.
    package struct Networks: Codable, Sendable {
      package var count: Int
      package var usage: [NetworkUse]
    }
    package var checkedAt: Date
    package var containers: Containers
    package var resources: Resources
    package var inotify: Inotify
    package var disk: Disk
    package var dockerNetworks: Networks
    package var daemonErrors: [String]
    package var daemonLogsWindow: String
  }

  package static let name = "docker.getServerHealth"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers how a machine and its Docker Engine are"

  package static func access(_ input: Input) -> Access { .wholeMachine(input.serverId) }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let hours = input.sinceHours ?? 24
    guard (1...168).contains(hours) else { throw SlipwayError.invalid("sinceHours", "must be between 1 and 168") }
    let host = try await DockerPlace(call, input.serverId).machine().host
    let info = try await host.docker.info()
    let services = info.isSwarmManager ? try await host.docker.listServices().count : 0
    let facts = MachineFacts(host: host)
    let memory = await facts.memory()
    return Output(
      checkedAt: call.now(), containers: .init(containerCount: info.Containers ?? 0, serviceCount: services),
      resources: .init(memTotalBytes: memory.total, memUsedBytes: memory.used, cpuCount: info.NCPU ?? 0),
      inotify: .init(
        maxWatches: await facts.kernel("max_user_watches"), maxInstances: await facts.kernel("max_user_instances"),
        maxQueuedEvents: await facts.kernel("max_queued_events")),
      disk: await facts.disk(info.DockerRootDir ?? "/"), dockerNetworks: try await networks(host.docker),
      daemonErrors: await facts.complaints(hours: hours), daemonLogsWindow: "\(hours)h")
  }

  private static func networks(_ docker: DockerClient) async throws -> Output.Networks {
    let networks = try await docker.listNetworks()
    let containers = try await docker.listContainers()
    let usage = networks.map { network in
      let used = containers.count { $0.NetworkSettings?.Networks?[network.Name] != nil }
      let subnet = network.IPAM?.Config?.compactMap(\.Subnet).first
      let room = capacity(of: subnet)
      return Output.NetworkUse(
        name: network.Name, driver: network.Driver ?? "", subnet: subnet, containersInUse: used, capacity: room,
        percentUsed: room > 0 ? Double(used) / Double(room) * 100 : 0)
    }
    return Output.Networks(count: networks.count, usage: usage)
  }

  /// How many addresses a range has for containers; 0 where that cannot be said.
  static func capacity(of subnet: String?) -> Int {
    guard let prefix = subnet?.split(separator: "/").last.flatMap({ Int($0) }), subnet?.contains(":") == false,
      (1...30).contains(prefix)
    else { return 0 }
    return (1 << (32 - prefix)) - 2
  }
}

/// What a machine's kernel and its journal say.
private struct MachineFacts {
  let host: any SlipwayHost.Host

  func memory() async -> (total: Int, used: Int) {
    let text = (try? await host.files.readText("/proc/meminfo")) ?? ""
    func bytes(_ name: String) -> Int {
      let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
      // Another machine may say any number.
      return min(max(0, line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0), 1 << 50) * 1024
    }
    let total = bytes("MemTotal")
    return (total, max(0, total - bytes("MemAvailable")))
  }

  func kernel(_ name: String) async -> Int {
    let text = (try? await host.files.readText("/proc/sys/fs/inotify/\(name)")) ?? ""
    return Int(text.trimmingSpaces()) ?? 0
  }

  func disk(_ folder: String) async -> DockerGetServerHealth.Output.Disk {
    var command = Command(["df", "-P", "-k", "--", folder])
    command.deadline = .seconds(10)
    let lines = (try? await host.run(command))?.lines ?? []
    let words = lines.last?.split(separator: " ") ?? []
    guard words.count >= 4, let total = Int(words[1]), let used = Int(words[2]) else {
      return .init(totalBytes: 0, usedBytes: 0)
    }
    return .init(totalBytes: min(max(0, total), 1 << 50) * 1024, usedBytes: min(max(0, used), 1 << 50) * 1024)
  }

  /// None where there is no journal.
  func complaints(hours: Int) async -> [String] {
    var command = Command([
      "journalctl", "--unit", "docker", "--priority", "err", "--since", "-\(hours)h", "--lines", "50", "--no-pager",
      "--quiet", "--output", "short-iso",
    ])
    command.deadline = .seconds(10)
    guard let result = try? await host.run(command), result.isSuccess else { return [] }
    return result.lines.suffix(50)
  }
}
