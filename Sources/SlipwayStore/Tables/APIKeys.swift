package import Foundation
package import SlipwayCore

/// The keys that scripts sign in with.
package struct APIKeys: EntityTable {
  package static let table = "api_key"
  package static let noun = "API key"
  package let context: TableContext

  package func columns(of key: APIKey) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", key.id), ("name", key.name), ("prefix", key.prefix), ("start", key.start), ("digest", key.digest),
      ("user_id", key.userID), ("organization_id", key.organizationID), ("expires_at", key.expiresAt),
      ("created_at", key.createdAt), ("last_used_at", key.lastUsedAt), ("rate_limit_max", key.rateLimitMax),
      ("rate_limit_window", key.rateLimitWindow),
    ]
  }

  package func entity(_ row: Row) throws -> APIKey {
    APIKey(
      id: try row["id"], name: try row["name"], prefix: try row["prefix"], start: try row["start"],
      digest: try row["digest"], userID: try row["user_id"], organizationID: try row["organization_id"],
      expiresAt: try row["expires_at"], createdAt: try row["created_at"], lastUsedAt: try row["last_used_at"],
      rateLimitMax: try row["rate_limit_max"], rateLimitWindow: try row["rate_limit_window"])
  }

  /// Expired ones too: the caller compares with its own clock.
  package func byDigest(_ digest: String) throws -> APIKey? {
    try first("WHERE digest = \(digest)")
  }

  /// Newest first.
  package func all(of user: ID<User>) throws -> [APIKey] {
    try all("WHERE user_id = \(user) ORDER BY created_at DESC, id")
  }

  /// Notes that it was used.
  package func touch(_ id: ID<APIKey>, now: Date) throws {
    try connection.run("UPDATE api_key SET last_used_at = \(now) WHERE id = \(id)")
  }
}
