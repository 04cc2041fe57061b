import SlipwayCore
import Synchronization

/// Counts the open WebSockets of each user.
final class SocketCounter: Sendable {
  /// Of one user.
  private let maximum: Int
  private let things: String
  private let open = Mutex<[ID<User>: Int]>([:])

  init(maximum: Int = 64, of things: String = "connections") {
    self.maximum = maximum
    self.things = things
  }

  /// - Throws: ``WebSocketClose`` 1013 when the user has too many.
  func counting(
    _ user: ID<User>, _ body: () async throws -> WebSocketClose
  ) async throws -> WebSocketClose {
    let isAllowed = open.withLock { open in
      guard open[user, default: 0] < maximum else { return false }
      open[user, default: 0] += 1
      return true
    }
    guard isAllowed else { throw WebSocketClose(1013, "More than \(maximum) \(things) are open") }
    defer {
      open.withLock { open in
        let rest = open[user, default: 1] - 1
        open[user] = rest > 0 ? rest : nil
      }
    }
    return try await body()
  }
}
