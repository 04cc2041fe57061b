import Foundation

/// What a machine used, as Dokploy's monitoring service says it.
package struct PublishedMachineSample: Sendable, Codable {
  package var timestamp: String
  package var cpu: String
  package var cpuModel: String
  package var cpuCores: Int
  package var cpuPhysicalCores: Int
  package var cpuSpeed: Double
  package var os: String
  package var distro: String
  package var kernel: String
  package var arch: String
  /// In percent.
  package var memUsed: String
  package var memUsedGB: String
  package var memTotal: String
  package var uptime: Int
  /// In percent.
  package var diskUsed: String
  package var totalDisk: String
  /// In megabytes.
  package var networkIn: String
  package var networkOut: String

  init(_ sample: Sample, _ facts: MachineFacts, received: Double, sent: Double) {
    let gigabyte = Double(1 << 30)
    func share(_ part: Float, _ whole: Float) -> Double { whole > 0 ? Double(part / whole) * 100 : 0 }
    timestamp = PublishedTime.text(sample.time)
    cpu = Self.decimals(Double(sample.cpu))
    cpuModel = facts.model
    cpuCores = facts.processors
    cpuPhysicalCores = facts.cores
    cpuSpeed = facts.megahertz
    os = "linux"
    distro = facts.distribution
    kernel = facts.kernel
    arch = facts.architecture
    memUsed = Self.decimals(share(sample.memory, sample.memoryLimit))
    memUsedGB = Self.decimals(Double(sample.memory) / gigabyte)
    memTotal = Self.decimals(Double(sample.memoryLimit) / gigabyte)
    uptime = facts.uptime
    diskUsed = Self.decimals(share(sample.diskUsed, sample.diskTotal))
    totalDisk = Self.decimals(Double(sample.diskTotal) / gigabyte)
    networkIn = Self.decimals(received / Double(1 << 20))
    networkOut = Self.decimals(sent / Double(1 << 20))
  }

  private static func decimals(_ value: Double) -> String { String(format: "%.2f", value) }
}

/// Writes moments as the published answers do.
enum PublishedTime {
  static func text(_ seconds: UInt32) -> String {
    Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
  }
}
