package import Foundation
package import SlipwayCore

/// The keys that people push code with over SSH.
package struct PushKeys: EntityTable {
  package static let table = "push_key"
  package static let noun = "SSH key"
  package let context: TableContext

  package func columns(of key: PushKey) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", key.id), ("organization_id", key.organizationID), ("user_id", key.userID), ("name", key.name),
      ("public_key", key.publicKey), ("fingerprint", key.fingerprint), ("created_at", key.createdAt),
      ("last_used_at", key.lastUsedAt),
    ]
  }

  package func entity(_ row: Row) throws -> PushKey {
    PushKey(
      id: try row["id"], organizationID: try row["organization_id"], userID: try row["user_id"],
      name: try row["name"], publicKey: try row["public_key"], fingerprint: try row["fingerprint"],
      createdAt: try row["created_at"], lastUsedAt: try row["last_used_at"])
  }

  /// Of everybody who added it, in each organisation once a person at most.
  package func all(fingerprint: String) throws -> [PushKey] {
    try all("WHERE fingerprint = \(fingerprint) ORDER BY created_at, id")
  }

  /// Each key once, however many organisations it was added in.
  package func distinct() throws -> [(publicKey: String, fingerprint: String)] {
    try connection.rows("SELECT DISTINCT public_key, fingerprint FROM push_key ORDER BY fingerprint").map {
      (try $0["public_key"], try $0["fingerprint"])
    }
  }

  /// Newest first.
  package func all(of user: ID<User>, in organization: ID<Organization>) throws -> [PushKey] {
    try all("WHERE user_id = \(user) AND organization_id = \(organization) ORDER BY created_at DESC, id")
  }

  /// Notes that it was used.
  package func touch(_ id: ID<PushKey>, now: Date) throws {
    try connection.run("UPDATE push_key SET last_used_at = \(now) WHERE id = \(id)")
  }
}
