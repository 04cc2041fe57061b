package import Foundation
package import SlipwayCore
import SlipwayHost

/// Access tokens in memory until shortly before they end; whoever asks at the same time waits for one request.
package actor ProviderTokens {
  /// A token and when it ends.
  package struct Token: Sendable {
    package var secret: Secret
    package var expiresAt: Date

    package init(secret: Secret, expiresAt: Date) {
      self.secret = secret
      self.expiresAt = expiresAt
    }
  }

  private static let most = 1000
  private var tokens: [String: Token] = [:]
  private var running: [String: Task<Token, any Error>] = [:]

  package init() {}

  /// - Parameters:
  ///   - name: what it is for; of one provider.
  ///   - margin: how long it must still last, in seconds.
  package func token(
    _ name: String, now: Date, margin: Double = 300, make: @escaping @Sendable () async throws -> Token
  ) async throws -> Token {
    if let known = tokens[name], known.expiresAt.timeIntervalSince(now) > margin { return known }
    if let present = running[name] { return try await present.value }
    // Others wait for it: the one that began it may be cancelled without taking it from them.
    let task = Task { try await make() }
    running[name] = task
    defer { running[name] = nil }
    let token = try await task.value
    if tokens.count >= Self.most { tokens = tokens.filter { $0.value.expiresAt > now } }
    tokens[name] = token
    return token
  }

  /// Forgets all of a provider whose name begins so.
  package func forget(_ prefix: String) { tokens = tokens.filter { !$0.key.hasPrefix(prefix) } }
}
