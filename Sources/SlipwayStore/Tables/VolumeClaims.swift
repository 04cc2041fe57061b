package import SlipwayCore

/// Whose a named volume of the server is. It is remembered after its last mount is gone, for its content is still there.
package struct VolumeClaims {
  /// One volume's.
  package struct Claim: Sendable, Hashable {
    package var organizationID: ID<Organization>
    /// The server's owner took a volume that Slipway has not made.
    package var isAdopted: Bool
  }
  /// A database that was left as it is stored, so that what an older version stored can be read.
  private struct Parts: Codable {
    var name: String
    var settings: JSONValue
    var secrets: JSONValue
  }
  let context: TableContext

  package func find(_ volume: String) throws -> Claim? {
    try context.connection.row("SELECT * FROM volume_claim WHERE name = \(volume)").map { row in
      Claim(organizationID: try row["organization_id"], isAdopted: try row["is_adopted"])
    }
  }

  /// Forgets a volume whose content is gone; its name is free for everybody.
  package func release(_ volume: String, of organization: ID<Organization>) throws {
    try context.connection.run(
      "DELETE FROM volume_claim WHERE name = \(volume) AND organization_id = \(organization)")
  }

  /// Makes it the organisation's, whosever it was.
  /// - Parameter isAdopted: also when it is there already and was not made for it.
  package func claim(_ volume: String, for organization: ID<Organization>, isAdopted: Bool = false) throws {
    try context.connection.run(
      """
      INSERT INTO volume_claim (name, organization_id, is_adopted) VALUES (\(volume), \(organization), \(isAdopted))
      ON CONFLICT (name) DO UPDATE SET organization_id = excluded.organization_id, is_adopted = excluded.is_adopted,
        held_database = CASE WHEN volume_claim.organization_id = excluded.organization_id
          THEN volume_claim.held_database END
      """)
  }

  /// The database that has left its data in a volume of the organisation; `nil` where there was none, or it is not known.
  package func held(_ volume: String, of organization: ID<Organization>) throws -> HeldDatabase? {
    let row = try context.connection.row(
      "SELECT held_database FROM volume_claim WHERE name = \(volume) AND organization_id = \(organization)")
    guard let sealed: String = try row?["held_database"] else { return nil }
    let parts: Parts = try context.secrets.open(sealed, as: Parts.self, context: Self.owner(volume, organization))
    return HeldDatabase(
      name: parts.name,
      settings: try JSONColumn.decode(
        JSONColumn.encode(parts.settings), fallback: DatabaseSettings(engine: .postgres, dockerImage: "")),
      secrets: try JSONColumn.decode(JSONColumn.encode(parts.secrets), fallback: DatabaseSecrets()))
  }

  /// Remembers whose data is in a volume of the organisation.
  /// - Parameter database: `nil` forgets it.
  package func hold(_ database: HeldDatabase?, in volume: String, of organization: ID<Organization>) throws {
    let sealed = try database.map { try context.secrets.seal(value: $0, context: Self.owner(volume, organization)) }
    try context.connection.run(
      """
      UPDATE volume_claim SET held_database = \(sealed) WHERE name = \(volume) AND organization_id = \(organization)
      """)
  }

  private static func owner(_ volume: String, _ organization: ID<Organization>) -> String {
    "volume_claim.held_database:\(organization):\(volume)"
  }
}
