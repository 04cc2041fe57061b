package import Foundation
import SlipwayCore

/// Slows down whoever guesses passwords: for one account from one address, for one account, and for one address.
package struct SignInLimiter: Sendable {
  private static let minutes: TimeInterval = 15 * 60
  private static let pair = RateLimit(count: 10, seconds: minutes)
  private static let account = RateLimit(count: 100, seconds: minutes)
  private static let address = RateLimit(count: 50, seconds: minutes)
  private let windows: RateWindows

  package init(windows: RateWindows = RateWindows()) { self.windows = windows }

  /// Call it before the password is looked at.
  /// - Throws: ``SlipwayError`` `tooManyRequests` with `retryAfter` seconds, also for the right password.
  package func check(email: String, address: String, now: Date) throws {
    let waits = Self.names(email, address).compactMap { windows.wait($0.name, $0.limit, now: now) }
    guard let wait = waits.max() else { return }
    throw SlipwayError(
      .tooManyRequests, "Too many failed attempts; try again in \((wait + 59) / 60) minutes.",
      details: ["retryAfter": String(wait)])
  }

  /// Counts a wrong attempt.
  package func fail(email: String, address: String, now: Date) {
    for (name, limit) in Self.names(email, address) { _ = windows.take(name, limit, now: now) }
  }

  /// Forgets the wrong attempts of somebody who has signed in.
  package func succeed(email: String, address: String) {
    windows.clear(Self.names(email, address)[0].name)
  }

  private static func names(_ email: String, _ address: String) -> [(name: String, limit: RateLimit)] {
    // An e-mail may be as long as its sender likes; a digest is not.
    let account = TokenDigest.of(email.lowercased())
    return [
      ("pair:\(account):\(address)", pair), ("account:\(account)", Self.account),
      ("address:\(address)", Self.address),
    ]
  }
}
