package import Foundation
import SlipwayCore
package import SlipwayHost

/// What one container, or all of a service's, uses at one moment: counted as `docker stats` counts it.
package struct UsageSample: Sendable, Hashable, Codable {
  package var time: Date
  /// Of one processor: two that are busy are 200.
  package var cpuPercent = 0.0
  /// In bytes, without the page cache that the kernel would give back.
  package var memory = 0
  package var memoryLimit = 0
  /// In bytes since the containers were started.
  package var networkIn = 0
  package var networkOut = 0
  package var blockRead = 0
  package var blockWrite = 0
  package var processes = 0
  package var containers = 0
  /// Files that the kernel keeps for it, apart from the memory; 0 where nobody says.
  package var cache = 0
  /// Of a machine: its file system.
  package var diskUsed = 0
  package var diskTotal = 0

  package init(time: Date) { self.time = time }

  /// - Parameter previous: what the same container had used at the measurement before: without it nothing is known of
  ///   its processor.
  package init(_ stats: DockerStats, after previous: DockerStats?, at time: Date) {
    self.time = time
    containers = 1
    cpuPercent = previous.map { Self.cpu(stats.cpu_stats, after: $0.cpu_stats) } ?? 0
    memory = Self.memory(stats.memory_stats)
    memoryLimit = Self.number(stats.memory_stats?.limit)
    networkIn = (stats.networks ?? [:]).values.reduce(0) { Self.add($0, Self.number($1.rx_bytes)) }
    networkOut = (stats.networks ?? [:]).values.reduce(0) { Self.add($0, Self.number($1.tx_bytes)) }
    blockRead = Self.blocks(stats, "read")
    blockWrite = Self.blocks(stats, "write")
    processes = Self.number(stats.pids_stats?.current)
  }

  /// All of them together; the limit is the largest, as containers without one have the machine's.
  package static func sum(_ samples: [UsageSample], at time: Date) -> UsageSample {
    samples.reduce(into: UsageSample(time: time)) { sum, sample in
      sum.cpuPercent += sample.cpuPercent
      sum.memory = add(sum.memory, sample.memory)
      sum.memoryLimit = max(sum.memoryLimit, sample.memoryLimit)
      sum.networkIn = add(sum.networkIn, sample.networkIn)
      sum.networkOut = add(sum.networkOut, sample.networkOut)
      sum.blockRead = add(sum.blockRead, sample.blockRead)
      sum.blockWrite = add(sum.blockWrite, sample.blockWrite)
      sum.processes = add(sum.processes, sample.processes)
      sum.containers = add(sum.containers, sample.containers)
    }
  }

  private static func cpu(_ now: DockerStats.Processor?, after before: DockerStats.Processor?) -> Double {
    let used = Double(number(now?.cpu_usage?.total_usage) - number(before?.cpu_usage?.total_usage))
    let there = Double(number(now?.system_cpu_usage) - number(before?.system_cpu_usage))
    guard used > 0, there > 0 else { return 0 }
    let processors = now?.online_cpus ?? now?.cpu_usage?.percpu_usage?.count ?? 1
    return used / there * Double(max(processors, 1)) * 100
  }

  private static func memory(_ memory: DockerStats.Memory?) -> Int {
    let usage = number(memory?.usage)
    // The kernel's name for it is another one in each of the two versions of control groups.
    let cache = number(memory?.stats?["total_inactive_file"] ?? memory?.stats?["inactive_file"])
    return cache < usage ? usage - cache : usage
  }

  private static func blocks(_ stats: DockerStats, _ kind: String) -> Int {
    (stats.blkio_stats?.io_service_bytes_recursive ?? []).reduce(0) { sum, entry in
      entry.op.lowercased() == kind ? add(sum, number(entry.value)) : sum
    }
  }

  /// Another machine may say any number.
  private static func add(_ one: Int, _ other: Int) -> Int {
    let (sum, isTooMuch) = one.addingReportingOverflow(other)
    return isTooMuch ? .max : sum
  }

  /// A limit that is none is larger than any number of ours.
  private static func number(_ value: UInt64?) -> Int { Int(clamping: value ?? 0) }
}
