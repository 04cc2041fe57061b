import SlipwayAnswers
import Foundation
import SlipwayAgent
import SlipwayHost
import SlipwayInventory
import SlipwayProcedures

/// What the agent measures, as it measures it: nobody else is asked, and it goes on when a container takes over from another.
struct MeasuredUsage: Sendable {
  private static let interval = Duration.seconds(1)
  let source: any SeriesSource
  let series: SeriesName

  /// Whether something is measured of it now.
  func isThere(now: Date) async throws -> Bool { try await latest(now) != nil }

  /// Until somebody ends it.
  func send(to connection: WebSocketConnection) async throws -> WebSocketClose {
    var totals = UsageSample(time: .distantPast)
    var last: UInt32 = 0
    while true {
      if let sample = try await latest(Date()), sample.time > last {
        totals.add(sample, seconds: last == 0 ? 1 : Double(sample.time - last))
        last = sample.time
        var message = UsageMessage(totals)
        if series == .machine { message.data.disk = .init(value: Self.disk(sample), time: totals.time) }
        try await connection.send(text: String(decoding: try WireOutput.encode(message), as: UTF8.self))
      }
      try await Task.sleep(for: Self.interval)
    }
  }

  private func latest(_ now: Date) async throws -> Sample? {
    try await source.latest(of: series, now: now)
  }

  /// In gigabytes, as published clients draw it.
  private static func disk(_ sample: Sample) -> [String: String] {
    func text(_ value: Double) -> String { String(format: "%.2f", value) }
    let (used, total) = (Double(sample.diskUsed) / 1e9, Double(sample.diskTotal) / 1e9)
    return [
      "diskTotal": text(total), "diskUsage": text(used), "diskFree": text(total - used),
      "diskUsedPercentage": text(total > 0 ? used / total * 100 : 0),
    ]
  }
}

extension UsageSample {
  /// The moment's values of a sample, and its traffic on top of what came before.
  fileprivate mutating func add(_ sample: Sample, seconds: Double) {
    time = Date(timeIntervalSince1970: Double(sample.time))
    cpuPercent = (Double(sample.cpu) * 100).rounded() / 100
    memory = Int(sample.memory)
    memoryLimit = Int(sample.memoryLimit)
    networkIn += Int(Double(sample.networkIn) * seconds)
    networkOut += Int(Double(sample.networkOut) * seconds)
    blockRead += Int(Double(sample.blockRead) * seconds)
    blockWrite += Int(Double(sample.blockWrite) * seconds)
    containers = Int(sample.containers)
    cache = Int(sample.cache)
    diskUsed = Int(sample.diskUsed)
    diskTotal = Int(sample.diskTotal)
  }
}
