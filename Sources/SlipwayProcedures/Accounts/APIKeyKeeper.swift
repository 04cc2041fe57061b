import Foundation
import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// Keys for scripts: makes them and finds their callers. The role is read anew at every call.
package struct APIKeyKeeper: Sendable {
  /// How often the time of last use is written, in seconds.
  private static let touchInterval: TimeInterval = 60
  let engine: Engine
  let rates: RateWindows

  package init(engine: Engine, rates: RateWindows = RateWindows()) {
    self.engine = engine
    self.rates = rates
  }

  /// A new key's text and what is stored of it.
  package struct Fresh: Sendable {
    /// Shown once.
    package var key: String
    package var start: String
    package var digest: String
  }

  /// - Parameter prefix: at most 32 characters that the key begins with.
  package static func generate(prefix: String? = nil) -> Fresh {
    let key = (prefix ?? "") + RandomText.token() + RandomText.identifier()
    return Fresh(key: key, start: String(key.prefix(6)), digest: TokenDigest.of(key))
  }

  /// - Parameter key: of the header, in any form an attacker likes.
  /// - Returns: `nil` for a key that does not exist, has expired, or whose user has left its organisation.
  /// - Throws: ``SlipwayError`` `tooManyRequests` when the key's own limit is used up.
  package func find(_ key: String) async throws -> Caller? {
    guard (20...200).contains(key.utf8.count) else { return nil }
    let digest = TokenDigest.of(key)
    let now = engine.now()
    let caller = try await engine.store.read { transaction -> Caller? in
      guard let found = try transaction.apiKeys.byDigest(digest), found.expiresAt.map({ $0 > now }) ?? true,
        let user = try transaction.users.find(found.userID),
        let member = try transaction.members.of(user: user.id, in: found.organizationID)
      else { return nil }
      return Caller(
        user: user, organizationID: found.organizationID, role: member.role, method: .apiKey(found))
    }
    guard let caller, case .apiKey(let found) = caller.method else { return nil }
    try limit(found, now)
    if now.timeIntervalSince(found.lastUsedAt ?? .distantPast) > Self.touchInterval {
      try await engine.store.write { try $0.apiKeys.touch(found.id, now: now) }
    }
    return caller
  }

  private func limit(_ key: APIKey, _ now: Date) throws {
    guard let maximum = key.rateLimitMax, let window = key.rateLimitWindow else { return }
    let seconds = TimeInterval(window / .seconds(1))
    guard let wait = rates.take("key:\(key.id)", RateLimit(count: maximum, seconds: seconds), now: now) else {
      return
    }
    throw SlipwayError(
      .tooManyRequests, "This API key may be used \(maximum) times in \(Int(seconds)) seconds; try again later.",
      details: ["retryAfter": String(wait)])
  }
}
