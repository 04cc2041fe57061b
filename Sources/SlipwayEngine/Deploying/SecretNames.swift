import Foundation
package import SlipwayCore

/// Tells which variables hold secrets by all likelihood: by their names, or by a password inside of an address.
package enum SecretNames {
  private static let words = [
    "PASS", "PWD", "SECRET", "TOKEN", "KEY", "CREDENTIAL", "AUTH", "DSN", "DATABASE_URL", "REDIS_URL", "MONGO_URL",
    "PRIVATE", "SALT", "COOKIE", "SIGNATURE", "URI_", "CONNECTION_STRING",
  ]
  /// Folders, not passwords.
  private static let folders: Set = ["PWD", "OLDPWD"]

  package static func contains(_ name: String) -> Bool {
    let upper = name.uppercased()
    guard !folders.contains(upper) else { return false }
    return upper.hasSuffix("URI") || words.contains { upper.contains($0) }
  }

  /// - Returns: what of a variable must not be seen; nothing when it is no secret.
  package static func secrets(in name: String, _ value: String) -> [Secret] {
    let passwords = passwords(in: value)
    return (contains(name) || !passwords.isEmpty ? [Secret(value)] : []) + passwords
  }

  /// The passwords of addresses such as `scheme://user:password@host`, as they stand there and decoded.
  static func passwords(in text: String) -> [Secret] {
    var found: [Secret] = []
    for part in text.split(separator: "://", omittingEmptySubsequences: false).dropFirst() {
      let authority = part.prefix { !"/?# \t\"'".contains($0) }
      guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else { continue }
      let password = String(authority[authority.index(after: colon)..<at])
      guard !password.isEmpty else { continue }
      found.append(Secret(password))
      if let plain = password.removingPercentEncoding, plain != password { found.append(Secret(plain)) }
    }
    return found
  }
}
