import Dispatch
import NIOPosix
package import SlipwayCore
import Synchronization

/// Hashes and checks passwords on two threads of its own, so that a flood of sign-ins cannot take the machine.
package final class Passwords: Sendable {
  package static let lengths = 8...128
  private static let maximumWaiting = 50
  private let threads = NIOThreadPool(numberOfThreads: 2)
  private let waiting = Atomic(0)

  /// Of this process.
  package static let shared = Passwords()

  package init() { threads.start() }

  deinit { threads.shutdownGracefully(queue: .global()) { _ in } }

  /// - Throws: ``SlipwayError`` `badRequest` naming `field` when the password is too short or too long.
  package static func validate(_ password: String, field: String = "password") throws {
    guard lengths.contains(password.count), password.utf8.count <= 512, !password.utf8.contains(0) else {
      throw SlipwayError.invalid(field, "must have \(lengths.lowerBound) to \(lengths.upperBound) characters")
    }
  }

  /// A new hash.
  /// - Throws: ``SlipwayError`` `badRequest` for an unfit password, `tooManyRequests` when too many wait.
  package func hash(_ password: String) async throws -> Secret {
    try Self.validate(password)
    return try await limited { try PasswordHash.make(password) }
  }

  /// Whether the password fits. Without a hash (no such user) it works as long and says no.
  /// - Throws: ``SlipwayError`` `tooManyRequests` when too many wait.
  package func verify(_ password: String, _ hash: Secret?) async throws -> Bool {
    guard password.count <= Self.lengths.upperBound, password.utf8.count <= 512 else { return false }
    return try await limited { PasswordHash.verify(password, hash ?? Self.nobody) && hash != nil }
  }

  /// A hash that no password has; it costs what a real one costs.
  package static let nobody = Secret("$y$j9T$JgPyGKEXkYQ4iJZFhTkrt.$4VwKf3RZcTLsNVpSkjXYY1dCr6w1pRDgkc9BrXQ1xg9")

  private func limited<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    defer { waiting.subtract(1, ordering: .relaxed) }
    guard waiting.add(1, ordering: .relaxed).newValue <= Self.maximumWaiting else {
      throw SlipwayError(
        .tooManyRequests, "Too many people sign in just now; try again in a moment.", details: ["retryAfter": "5"])
    }
    return try await threads.runIfActive(body)
  }
}
