package import Foundation
package import SlipwayCore

/// Says when the mean of a minute is over its threshold, and then keeps quiet for a while: one alert, not one a second.
package struct ThresholdWatch: Sendable {
  private let coolDown: TimeInterval
  private var mean: SampleMean?
  /// When each kind was told last.
  private var told: [MonitoringAlert.Kind: Date] = [:]

  package init(coolDown: TimeInterval = 1800) { self.coolDown = coolDown }

  /// - Returns: what a minute that is over with this sample was too much of.
  package mutating func hear(_ next: Sample, _ thresholds: Thresholds) -> [MonitoringAlert] {
    let minute = next.time / 60 * 60
    defer {
      var current = mean ?? SampleMean(time: minute)
      current.add(next)
      mean = current
    }
    guard let whole = mean, whole.time != minute, let values = whole.mean else { return [] }
    mean = nil
    let now = Date(timeIntervalSince1970: Double(next.time))
    let all: [(MonitoringAlert.Kind, Double, Double)] = [
      (.cpu, Double(values.cpu), thresholds.cpu),
      (.memory, Self.share(values.memory, values.memoryLimit), thresholds.memory),
      (.disk, Self.share(values.diskUsed, values.diskTotal), thresholds.disk),
    ]
    return all.compactMap { kind, value, threshold in
      guard threshold > 0, value >= threshold else { return nil }
      if let last = told[kind], now.timeIntervalSince(last) < coolDown { return nil }
      told[kind] = now
      return MonitoringAlert(kind: kind, series: .machine, value: value, threshold: threshold, time: now)
    }
  }

  private static func share(_ part: Float, _ whole: Float) -> Double {
    whole > 0 ? Double(part) / Double(whole) * 100 : 0
  }
}
