package import SlipwayCore

/// Who belongs to which organisation.
package struct Members: EntityTable {
  package static let table = "member"
  package static let noun = "Member"
  package let context: TableContext

  package func columns(of member: Member) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", member.id), ("organization_id", member.organizationID), ("user_id", member.userID),
      ("role", member.role), ("created_at", member.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> Member {
    Member(
      id: try row["id"], organizationID: try row["organization_id"], userID: try row["user_id"],
      role: try row["role"], createdAt: try row["created_at"])
  }

  package func of(user: ID<User>, in organization: ID<Organization>) throws -> Member? {
    try first("WHERE user_id = \(user) AND organization_id = \(organization)")
  }

  /// Oldest first.
  package func all(in organization: ID<Organization>) throws -> [Member] {
    try all("WHERE organization_id = \(organization) ORDER BY created_at, id")
  }
}
