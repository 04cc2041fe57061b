package import Foundation
package import SlipwayCore

/// The browsers that are signed in.
package struct Sessions: EntityTable {
  package static let table = "session"
  package static let noun = "Session"
  package static let fixedColumns: Set<String> = ["created_at"]
  package let context: TableContext

  package func columns(of session: Session) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", session.id), ("token_digest", session.tokenDigest), ("user_id", session.userID),
      ("organization_id", session.organizationID), ("expires_at", session.expiresAt),
      ("created_at", session.createdAt), ("ip_address", session.ipAddress), ("user_agent", session.userAgent),
    ]
  }

  package func entity(_ row: Row) throws -> Session {
    Session(
      id: try row["id"], tokenDigest: try row["token_digest"], userID: try row["user_id"],
      organizationID: try row["organization_id"], expiresAt: try row["expires_at"],
      createdAt: try row["created_at"], ipAddress: try row["ip_address"], userAgent: try row["user_agent"])
  }

  /// Expired ones too: the caller compares with its own clock.
  package func byDigest(_ digest: String) throws -> Session? {
    try first("WHERE token_digest = \(digest)")
  }

  /// Newest first.
  package func all(of user: ID<User>) throws -> [Session] {
    try all("WHERE user_id = \(user) ORDER BY created_at DESC, id")
  }

  /// Newest first.
  package func all(in organization: ID<Organization>) throws -> [Session] {
    try all("WHERE organization_id = \(organization) ORDER BY created_at DESC, id")
  }

  @discardableResult
  package func extend(_ id: ID<Session>, until: Date) throws -> Bool {
    try connection.run("UPDATE session SET expires_at = \(until) WHERE id = \(id)") > 0
  }

  /// - Parameter kept: the one that stays; `nil` ends all.
  /// - Returns: how many there were.
  @discardableResult
  package func deleteAll(of user: ID<User>, except kept: ID<Session>? = nil) throws -> Int {
    guard let kept else { return try connection.run("DELETE FROM session WHERE user_id = \(user)") }
    return try connection.run("DELETE FROM session WHERE user_id = \(user) AND id <> \(kept)")
  }

  /// - Returns: how many there were.
  @discardableResult
  package func deleteExpired(now: Date) throws -> Int {
    try connection.run("DELETE FROM session WHERE expires_at <= \(now)")
  }
}
