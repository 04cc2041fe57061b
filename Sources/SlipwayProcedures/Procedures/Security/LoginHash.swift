import SlipwayCore
import SlipwayHost

/// The password of a login, as the proxy checks it.
enum LoginHash {
  /// - Throws: ``SlipwayError`` `badRequest` naming `password`.
  static func make(_ password: String) async throws -> Secret {
    try BasicAuth.checkPassword(password)
    // Slow on purpose, and never on a thread that others need.
    return try await BlockingPool.run(lasting: .long) { try PasswordHash.bcrypt(password) }
  }
}
