package import SlipwayCore
import Synchronization

/// Who looks for lines in what is kept just now: each search unpacks files, and asks every engine before. A few at once for
/// the machine, fewer for one user.
package final class LogSearches: Sendable {
  private static let (most, mostOfOne) = (4, 2)
  private let running = Mutex<[ID<User>: Int]>([:])

  /// - Throws: ``SlipwayError`` `tooManyRequests` when too many are at work; whatever `body` throws.
  package func counting<Result>(_ user: ID<User>, _ body: () async throws -> Result) async throws -> Result {
    let isAllowed = running.withLock { running in
      guard running[user, default: 0] < Self.mostOfOne, running.values.reduce(0, +) < Self.most else { return false }
      running[user, default: 0] += 1
      return true
    }
    guard isAllowed else {
      throw SlipwayError(
        .tooManyRequests, "Other searches are at work; try again in a moment.", details: ["retryAfter": "5"])
    }
    defer {
      running.withLock { running in
        let rest = running[user, default: 1] - 1
        running[user] = rest > 0 ? rest : nil
      }
    }
    return try await body()
  }
}
