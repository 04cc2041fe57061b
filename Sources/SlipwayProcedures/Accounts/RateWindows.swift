package import Foundation
import Synchronization

/// How many times something may happen in how many seconds.
package struct RateLimit: Sendable, Hashable {
  package var count: Int
  package var seconds: TimeInterval

  package init(count: Int, seconds: TimeInterval) {
    self.count = count
    self.seconds = seconds
  }
}

/// Counts happenings by a name in windows of time; its memory is bounded.
package final class RateWindows: Sendable {
  private struct Window {
    var count: Int
    var endsAt: Date
  }
  private let windows = Mutex<[String: Window]>([:])
  private let capacity: Int

  /// - Parameter capacity: how many names are remembered; when it is full, the ones that end soonest go.
  package init(capacity: Int = 20_000) { self.capacity = capacity }

  /// Counts one happening.
  /// - Returns: `nil` when it is allowed, else the seconds to wait.
  package func take(_ name: String, _ limit: RateLimit, now: Date) -> Int? {
    windows.withLock { windows in
      if let window = windows[name], window.endsAt > now {
        guard window.count < limit.count else { return Self.seconds(until: window.endsAt, now) }
        windows[name]?.count += 1
        return nil
      }
      if windows.count >= capacity { Self.makeRoom(&windows, capacity, now) }
      windows[name] = Window(count: 1, endsAt: now.addingTimeInterval(limit.seconds))
      return limit.count > 0 ? nil : Int(limit.seconds)
    }
  }

  /// Takes one happening back.
  package func giveBack(_ name: String) {
    windows.withLock { windows in
      if let window = windows[name] { windows[name]?.count = max(0, window.count - 1) }
    }
  }

  /// Forgets a name.
  package func clear(_ name: String) { windows.withLock { _ = $0.removeValue(forKey: name) } }

  var count: Int { windows.withLock { $0.count } }

  private static func seconds(until end: Date, _ now: Date) -> Int {
    max(1, Int(end.timeIntervalSince(now).rounded(.up)))
  }

  private static func makeRoom(_ windows: inout [String: Window], _ capacity: Int, _ now: Date) {
    windows = windows.filter { $0.value.endsAt > now }
    guard windows.count >= capacity else { return }
    let surplus = windows.sorted { $0.value.endsAt < $1.value.endsAt }.prefix(capacity / 4)
    for (name, _) in surplus { windows.removeValue(forKey: name) }
  }
}
