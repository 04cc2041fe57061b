package import SlipwayCore

/// Who did what.
package struct AuditEntries: EntityTable {
  package static let table = "audit_entry"
  package static let noun = "Audit entry"
  package let context: TableContext

  package func columns(of entry: AuditEntry) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", entry.id), ("organization_id", entry.organizationID), ("user_id", entry.userID),
      ("user_email", entry.userEmail), ("action", entry.action), ("subject", entry.subject),
      ("result", entry.result), ("ip_address", entry.ipAddress), ("created_at", entry.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> AuditEntry {
    AuditEntry(
      id: try row["id"], organizationID: try row["organization_id"], userID: try row["user_id"],
      userEmail: try row["user_email"], action: try row["action"], subject: try row["subject"],
      result: try row["result"], ipAddress: try row["ip_address"], createdAt: try row["created_at"])
  }

  /// Newest first.
  package func all(in organization: ID<Organization>, limit: Int = 50, offset: Int = 0) throws -> [AuditEntry] {
    try all(
      """
      WHERE organization_id = \(organization) ORDER BY created_at DESC, id LIMIT \(limit) OFFSET \(offset)
      """)
  }

  /// How many there are of an organisation.
  package func count(in organization: ID<Organization>) throws -> Int {
    try count("WHERE organization_id = \(organization)")
  }
}
