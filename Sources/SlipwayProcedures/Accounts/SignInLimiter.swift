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

  /// Counts an attempt before its password is looked at: many at once are many attempts.
  /// - Throws: ``SlipwayError`` `tooManyRequests` with `retryAfter` seconds, also for the right password.
  package func begin(email: String, address: String, now: Date) throws {
    let names = Self.names(email, address)
    for (index, (name, limit)) in names.enumerated() {
      guard let wait = windows.take(name, limit, now: now) else { continue }
      // What is refused for one reason is no attempt that counts for the others.
      for (name, _) in names[..<index] { windows.giveBack(name) }
      throw SlipwayError(
        .tooManyRequests, "Too many failed attempts; try again in \((wait + 59) / 60) minutes.",
        details: ["retryAfter": String(wait)])
    }
  }

  /// Gives the attempt of somebody who has signed in back, and forgets their wrong ones from this address.
  package func succeed(email: String, address: String) {
    let names = Self.names(email, address)
    windows.clear(names[0].name)
    for (name, _) in names.dropFirst() { windows.giveBack(name) }
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
