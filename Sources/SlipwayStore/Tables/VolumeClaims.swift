package import SlipwayCore

/// Whose a named volume of the server is. It is remembered after its last mount is gone, for its content is still there.
package struct VolumeClaims {
  /// One volume's.
  package struct Claim: Sendable, Hashable {
    package var organizationID: ID<Organization>
    /// The server's owner took a volume that Slipway has not made.
    package var isAdopted: Bool
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
      ON CONFLICT (name) DO UPDATE SET organization_id = excluded.organization_id, is_adopted = excluded.is_adopted
      """)
  }
}
