import Foundation
import SlipwayAgent
import SlipwayCore
import SlipwayEngine
import SlipwayHost
import SlipwayStore

/// Answers what a service's containers used in the last hours, as published clients draw it.
package enum ApplicationReadAppMonitoring: Procedure {
  package struct Input: Codable, Sendable {
    package var appName: String
  }

  /// A value and when it was measured.
  package struct Point<Value: Codable & Sendable>: Codable, Sendable {
    package var value: Value
    package var time: String
  }
  /// Bytes with their unit.
  package struct Memory: Codable, Sendable {
    package var used: String
    package var total: String
  }
  /// Megabytes since the first point.
  package struct Blocks: Codable, Sendable {
    package var readMb: Double
    package var writeMb: Double
  }
  /// Megabytes since the first point.
  package struct Network: Codable, Sendable {
    package var inputMb: Double
    package var outputMb: Double
  }
  /// Gigabytes.
  package struct Disk: Codable, Sendable {
    package var diskTotal: Double
    package var diskUsage: Double
    package var diskUsedPercentage: Double
    package var diskFree: Double
  }

  package struct Output: Codable, Sendable {
    package var cpu: [Point<String>] = []
    package var memory: [Point<Memory>] = []
    package var block: [Point<Blocks>] = []
    package var network: [Point<Network>] = []
    /// Of the machine only.
    package var disk: [Point<Disk>] = []
  }

  package static let name = "application.readAppMonitoring"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers what a service used in the last hours: 288 points, one every minute"
  /// What published clients call the machine itself.
  package static let machine = "dokploy"
  private static let points = 288

  package static func access(_ input: Input) -> Access {
    input.appName == machine ? .server : .organization(.member)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let service = input.appName == machine ? nil : try await MeasuredService.named(input.appName, call)
    let (series, now) = (service?.series ?? .machine, call.now())
    let end = Int(now.timeIntervalSince1970) + 1
    let source = try await call.engine.measured(on: service?.service.serverID)
    let samples = try await source.samples(
      of: series, SeriesQuery(span: end - points * 60..<end, points: points), now: now)
    return output(samples, isMachine: series == .machine, now)
  }

  private static func output(_ samples: [Sample], isMachine: Bool, _ now: Date) -> Output {
    var output = Output()
    var (read, written, received, sent) = (0.0, 0.0, 0.0, 0.0)
    for sample in samples {
      let time = Date(timeIntervalSince1970: Double(sample.time)).formatted(.iso8601)
      let seconds = sample.seconds(of: 60, now: now)
      read += megabytes(sample.blockRead * seconds)
      written += megabytes(sample.blockWrite * seconds)
      received += megabytes(sample.networkIn * seconds)
      sent += megabytes(sample.networkOut * seconds)
      output.cpu.append(Point(value: String(format: "%.2f%%", Double(sample.cpu)), time: time))
      output.memory.append(
        Point(value: Memory(used: binary(sample.memory), total: binary(sample.memoryLimit)), time: time))
      output.block.append(Point(value: Blocks(readMb: rounded(read), writeMb: rounded(written)), time: time))
      output.network.append(Point(value: Network(inputMb: rounded(received), outputMb: rounded(sent)), time: time))
      if isMachine { output.disk.append(Point(value: disk(sample), time: time)) }
    }
    return output
  }

  private static func disk(_ sample: Sample) -> Disk {
    let (used, total) = (Double(sample.diskUsed) / 1e9, Double(sample.diskTotal) / 1e9)
    return Disk(
      diskTotal: rounded(total), diskUsage: rounded(used),
      diskUsedPercentage: total > 0 ? rounded(used / total * 100) : 0, diskFree: rounded(total - used))
  }

  private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
  private static func megabytes(_ bytes: Float) -> Double { Double(bytes) / 1e6 }
  private static func binary(_ bytes: Float) -> String {
    var (value, unit) = (Double(bytes), "B")
    for next in ["KiB", "MiB", "GiB", "TiB"] where value >= 1024 { (value, unit) = (value / 1024, next) }
    return String(format: unit == "B" ? "%.0f" : "%.2f", value) + unit
  }
}
