package import SlipwayCore

/// The certificates that organisations brought.
package struct Certificates: EntityTable {
  package static let table = "certificate"
  package static let noun = "Certificate"
  package let context: TableContext

  package func columns(of certificate: Certificate) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", certificate.id), ("organization_id", certificate.organizationID), ("name", certificate.name),
      ("chain", certificate.chain),
      ("private_key", try context.seal(certificate.privateKey, "certificate:\(certificate.id)")),
      ("auto_renew", certificate.autoRenew), ("hosts", try JSONColumn.encode(certificate.hosts)),
      ("not_before", certificate.notBefore), ("not_after", certificate.notAfter),
      ("created_at", certificate.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> Certificate {
    let id: ID<Certificate> = try row["id"]
    return Certificate(
      id: id, organizationID: try row["organization_id"], name: try row["name"], chain: try row["chain"],
      privateKey: try context.open(row["private_key"], "certificate:\(id)"), autoRenew: try row["auto_renew"],
      hosts: try JSONColumn.decode(row["hosts"]), notBefore: try row["not_before"], notAfter: try row["not_after"],
      createdAt: try row["created_at"])
  }

  /// Newest first.
  package func all(in organization: ID<Organization>) throws -> [Certificate] {
    try all("WHERE organization_id = \(organization) ORDER BY created_at DESC, name")
  }

  /// All of this installation, oldest first.
  package func all() throws -> [Certificate] { try all("ORDER BY created_at, id") }
}
