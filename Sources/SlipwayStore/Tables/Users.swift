package import SlipwayCore

/// The people who can sign in.
package struct Users: EntityTable {
  package static let table = "user_account"
  package static let noun = "User"
  package let context: TableContext

  package func columns(of user: User) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", user.id), ("email", user.email), ("first_name", user.firstName), ("last_name", user.lastName),
      ("password_hash", try context.seal(user.passwordHash, "user:\(user.id)")), ("created_at", user.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> User {
    let id: ID<User> = try row["id"]
    return User(
      id: id, email: try row["email"], firstName: try row["first_name"], lastName: try row["last_name"],
      passwordHash: try context.open(row["password_hash"], "user:\(id)"), createdAt: try row["created_at"])
  }

  /// - Parameter email: in any case.
  package func byEmail(_ email: String) throws -> User? {
    try first("WHERE email = \(email.lowercased())")
  }

  package func count() throws -> Int { try count("") }

  /// Everybody, oldest first.
  package func all() throws -> [User] { try all("ORDER BY created_at, id") }
}
