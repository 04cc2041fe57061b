import Synchronization

/// Counts what is at work by a name, such as a user or an address, and lets no more in at once than may be.
final class AtWork: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  /// - Parameter names: each with how many may be at work under it; all or none are entered.
  /// - Returns: whether there was room; then ``leave(_:)`` must follow.
  func enter(_ names: [(name: String, limit: Int)]) -> Bool {
    counts.withLock { counts in
      guard names.allSatisfy({ counts[$0.name, default: 0] < $0.limit }) else { return false }
      for (name, _) in names { counts[name, default: 0] += 1 }
      return true
    }
  }

  /// - Returns: a place to hold on to while at work; `nil` when there is no room.
  func place(_ names: [(name: String, limit: Int)]) -> WorkPlace? {
    guard enter(names) else { return nil }
    return WorkPlace { [self] in leave(names) }
  }

  func leave(_ names: [(name: String, limit: Int)]) {
    counts.withLock { counts in
      for (name, _) in names {
        let left = counts[name, default: 1] - 1
        counts[name] = left > 0 ? left : nil
      }
    }
  }
}
