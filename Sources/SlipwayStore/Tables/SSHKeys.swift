package import SlipwayCore

/// The key pairs that git authenticates with.
package struct SSHKeys: EntityTable {
  package static let table = "ssh_key"
  package static let noun = "SSH key"
  package let context: TableContext

  package func columns(of key: SSHKey) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", key.id), ("organization_id", key.organizationID), ("name", key.name),
      ("description", key.description), ("public_key", key.publicKey),
      ("private_key", try context.seal(key.privateKey, "ssh_key:\(key.id)")), ("created_at", key.createdAt),
      ("last_used_at", key.lastUsedAt),
    ]
  }

  package func entity(_ row: Row) throws -> SSHKey {
    let id: ID<SSHKey> = try row["id"]
    return SSHKey(
      id: id, organizationID: try row["organization_id"], name: try row["name"],
      description: try row["description"], publicKey: try row["public_key"],
      privateKey: try context.open(row["private_key"], "ssh_key:\(id)"), createdAt: try row["created_at"],
      lastUsedAt: try row["last_used_at"])
  }

  /// Newest first.
  package func all(in organization: ID<Organization>) throws -> [SSHKey] {
    try all("WHERE organization_id = \(organization) ORDER BY created_at DESC, name")
  }
}
