package import SlipwayCore

/// Where the organisations' backups go.
package struct Destinations: EntityTable {
  package static let table = "destination"
  package static let noun = "Destination"
  package let context: TableContext

  /// What is sealed of one.
  private struct Sealed: Codable {
    var secretAccessKey: Secret
    var remote: Secret?
  }

  package func columns(of destination: Destination) throws -> [(name: String, value: any SQLBindable)] {
    let id = destination.id
    let sealed = Sealed(secretAccessKey: destination.secretAccessKey, remote: destination.remote?.text)
    return [
      ("id", id), ("organization_id", destination.organizationID), ("name", destination.name),
      ("provider", destination.provider), ("bucket", destination.bucket), ("region", destination.region),
      ("endpoint", destination.endpoint), ("flags", try JSONColumn.encode(destination.additionalFlags)),
      ("access_key", destination.accessKey),
      ("secrets", try context.secrets.seal(value: sealed, context: "destination:\(id)")),
      ("created_at", destination.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> Destination {
    let id: ID<Destination> = try row["id"]
    let sealed = try context.secrets.open(row["secrets"], as: Sealed.self, context: "destination:\(id)")
    return Destination(
      id: id, organizationID: try row["organization_id"], name: try row["name"], provider: try row["provider"],
      bucket: try row["bucket"], region: try row["region"], endpoint: try row["endpoint"],
      accessKey: try row["access_key"], secretAccessKey: sealed.secretAccessKey,
      additionalFlags: try JSONColumn.decode(row["flags"]),
      remote: try sealed.remote.map { try RcloneRemote(parsing: $0.reveal(), field: "rcloneConfig") },
      createdAt: try row["created_at"])
  }

  /// Newest first.
  package func all(in organization: ID<Organization>) throws -> [Destination] {
    try all("WHERE organization_id = \(organization) ORDER BY created_at DESC, name")
  }
}
