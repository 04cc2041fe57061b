import CCrypt
import SlipwayCore

/// `crypt(3)` hashes. Everything here is slow on purpose: call it through ``Passwords`` only.
enum PasswordHash {
  /// A new yescrypt hash with a random salt.
  /// - Throws: ``SlipwayError`` `internal` when libcrypt refuses.
  static func make(_ password: String) throws -> Secret { try make(password, method: "$y$", cost: 0) }

  /// A new bcrypt hash, for those who know no better one: the proxy.
  /// - Throws: ``SlipwayError`` `internal` when libcrypt refuses.
  static func bcrypt(_ password: String) throws -> Secret { try make(password, method: "$2y$", cost: 10) }

  private static func make(_ password: String, method: String, cost: UInt) throws -> Secret {
    var random = SystemRandomNumberGenerator()
    let salt = (0..<32).map { _ in CChar(truncatingIfNeeded: random.next()) }
    var setting = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
    let isMade = crypt_gensalt_rn(method, cost, salt, Int32(salt.count), &setting, Int32(setting.count)) != nil
    guard isMade, let hash = crypt(password, setting: setting) else {
      throw SlipwayError(.internal, "The password could not be hashed.")
    }
    return Secret(hash)
  }

  /// Whether the password made this hash, whatever its method (yescrypt, or bcrypt when imported).
  static func verify(_ password: String, _ hash: Secret) -> Bool {
    let setting = Array(hash.reveal().utf8CString)
    guard let made = crypt(password, setting: setting) else { return false }
    return ConstantTime.isEqual(made, hash.reveal())
  }

  private static func crypt(_ password: String, setting: [CChar]) -> String? {
    // A C string ends at NUL: what stands behind it would not count.
    guard !password.utf8.contains(0) else { return nil }
    let size = MemoryLayout<crypt_data>.size
    let work = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: MemoryLayout<crypt_data>.alignment)
    work.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    defer {
      // The work area holds the password.
      work.initializeMemory(as: UInt8.self, repeating: 0, count: size)
      work.deallocate()
    }
    guard let result = crypt_rn(password, setting, work, Int32(size)) else { return nil }
    let text = String(cString: result)
    return text.hasPrefix("*") ? nil : text
  }
}
