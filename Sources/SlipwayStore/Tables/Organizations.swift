package import SlipwayCore

/// The organisations that own everything.
package struct Organizations: EntityTable {
  package static let table = "organization"
  package static let noun = "Organization"
  package static let fixedColumns: Set<String> = ["created_at"]
  package let context: TableContext

  package func columns(of organization: Organization) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", organization.id), ("name", organization.name), ("owner_id", organization.ownerID),
      ("created_at", organization.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> Organization {
    Organization(
      id: try row["id"], name: try row["name"], ownerID: try row["owner_id"], createdAt: try row["created_at"])
  }

  /// The one that the installation began with.
  package func first() throws -> Organization? { try first("ORDER BY created_at, id LIMIT 1") }

  /// Those that the user is a member of, oldest first.
  package func ofUser(_ user: ID<User>) throws -> [Organization] {
    try all(
      """
      WHERE id IN (SELECT organization_id FROM member WHERE user_id = \(user)) ORDER BY created_at, id
      """)
  }
}
