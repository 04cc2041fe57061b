package import Foundation

/// Tells a container that ends by itself again and again from one that somebody ends.
package struct CrashLoopWatch: Sendable {
  private static let most = 1000
  private let times: Int
  private let window: TimeInterval
  private let coolDown: TimeInterval
  /// Containers that were sent a signal: their end is somebody's will.
  private var killed: Set<String> = []
  private var ends: [SeriesName: [Date]] = [:]
  private var told: [SeriesName: Date] = [:]

  package init(times: Int = 3, within window: TimeInterval = 300, coolDown: TimeInterval = 1800) {
    self.times = times
    self.window = window
    self.coolDown = coolDown
  }

  package mutating func wasKilled(_ container: String) {
    if killed.count >= Self.most { killed.removeAll() }
    killed.insert(container)
  }

  /// - Parameter exitCode: one that ended well is not counted.
  package mutating func ended(
    _ container: String, of series: SeriesName, exitCode: Int, at now: Date
  ) -> MonitoringAlert? {
    guard killed.remove(container) == nil, exitCode != 0 else { return nil }
    forget(before: now)
    let recent = (ends[series] ?? []) + [now]
    ends[series] = recent.suffix(times)
    guard recent.count >= times, told[series].map({ now.timeIntervalSince($0) >= coolDown }) ?? true else {
      return nil
    }
    told[series] = now
    return MonitoringAlert(
      kind: .crashLoop, series: series, value: Double(recent.count), threshold: Double(times), time: now)
  }

  private mutating func forget(before now: Date) {
    ends = ends.compactMapValues { dates in
      let recent = dates.filter { now.timeIntervalSince($0) < window }
      return recent.isEmpty ? nil : recent
    }
    told = told.filter { now.timeIntervalSince($0.value) < coolDown }
  }
}
