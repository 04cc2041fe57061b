/// Names of variables whose values are secrets by all likelihood.
package enum SecretNames {
  private static let words = [
    "PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "KEY", "CREDENTIAL", "AUTH", "DSN", "DATABASE_URL",
    "REDIS_URL", "MONGO_URL", "PRIVATE", "SALT", "COOKIE", "SIGNATURE",
  ]

  package static func contains(_ name: String) -> Bool {
    let upper = name.uppercased()
    return words.contains { upper.contains($0) }
  }
}
