import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayStore

/// Ends a stream at once when the session or the key that opened it is gone, or no longer means the same rights.
struct AccessWatch: Sendable {
  /// An expiry makes no event, and an event may get lost.
  private static let interval = Duration.seconds(60)
  let engine: Engine
  let caller: Caller

  /// - Throws: ``WebSocketClose`` 4003 when the access ended, and what `body` throws.
  func whileAllowed(
    _ body: @escaping @Sendable () async throws -> WebSocketClose
  ) async throws -> WebSocketClose {
    let events = engine.bus.events()
    return try await withThrowingTaskGroup(of: WebSocketClose.self) { group in
      group.addTask { try await body() }
      group.addTask {
        for await event in events where event == .accessEnded(caller.user.id) {
          if try await !isAllowed() { return .notAuthorized }
        }
        throw CancellationError()
      }
      group.addTask {
        repeat { try await Task.sleep(for: Self.interval) } while try await isAllowed()
        return .notAuthorized
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw CancellationError() }
      return first
    }
  }

  /// Whether the same session or key would still be let in, in the same organisation with the same role.
  func isAllowed() async throws -> Bool {
    let now = engine.now()
    return try await engine.store.read { transaction in
      switch caller.method {
      case .session(let session):
        let present = try SessionKeeper.caller(session.tokenDigest, now, transaction)
        return present?.organizationID == caller.organizationID && present?.role == caller.role
      case .apiKey(let key):
        guard let found = try transaction.apiKeys.find(key.id), found.expiresAt.map({ $0 > now }) ?? true else {
          return false
        }
        return try transaction.members.of(user: caller.user.id, in: caller.organizationID)?.role == caller.role
      case .pushKey(let key):
        guard try transaction.pushKeys.find(key.id) != nil else { return false }
        return try transaction.members.of(user: caller.user.id, in: caller.organizationID)?.role == caller.role
      }
    }
  }
}
