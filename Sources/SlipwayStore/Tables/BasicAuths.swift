package import SlipwayCore

/// The names and password hashes that the proxy asks for.
package struct BasicAuths: EntityTable {
  package static let table = "basic_auth"
  package static let noun = "Login"
  package let context: TableContext

  package func columns(of auth: BasicAuth) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", auth.id), ("organization_id", auth.organizationID), ("deployable_id", auth.deployableID),
      ("username", auth.username), ("password_hash", auth.passwordHash.reveal()), ("created_at", auth.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> BasicAuth {
    BasicAuth(
      id: try row["id"], organizationID: try row["organization_id"], deployableID: try row["deployable_id"],
      username: try row["username"], passwordHash: Secret(try row["password_hash"]),
      createdAt: try row["created_at"])
  }

  /// By their names.
  package func all(of deployable: ID<Deployable>) throws -> [BasicAuth] {
    try all("WHERE deployable_id = \(deployable) ORDER BY username")
  }

  package func find(username: String, of deployable: ID<Deployable>) throws -> BasicAuth? {
    try first("WHERE deployable_id = \(deployable) AND username = \(username)")
  }

  /// All of this installation.
  package func all() throws -> [BasicAuth] { try all("ORDER BY deployable_id, username") }
}
