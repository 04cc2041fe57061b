package import Foundation
package import SlipwayCore

/// The images that were built, by what they were built from. Of one organisation, on one machine.
package struct BuiltImages {
  /// How many of an organisation are remembered on a machine.
  package static let keep = 500
  let context: TableContext
  private var connection: any SQLConnection { context.connection }

  /// What stands for a text in a key: nobody who reads the rows can try texts against it.
  package func seal(_ text: String) -> String { context.secrets.token(for: "build:" + text) }

  package func find(_ organization: ID<Organization>, place: String, key: String) throws -> BuildRecord? {
    try connection.row(
      """
      SELECT * FROM built_image WHERE organization_id = \(organization) AND place = \(place) AND content_key = \(key)
      """
    ).map(Self.record)
  }

  /// The newest of a service, to say what has changed since.
  package func newest(of deployable: ID<Deployable>) throws -> BuildRecord? {
    try connection.row("SELECT * FROM built_image WHERE deployable_id = \(deployable) ORDER BY built_at DESC LIMIT 1")
      .map(Self.record)
  }

  /// Adds it or replaces the one of the same key, and forgets those that were not used for longest.
  package func put(_ record: BuildRecord) throws {
    let parts = try JSONColumn.encode(record.parts)
    try connection.run(
      """
      INSERT INTO built_image (organization_id, place, content_key, parts, identity, app_name, deployable_id,
        deployment_id, built_at, used_at)
      VALUES (\(record.organizationID), \(record.place), \(record.key), \(parts), \(record.identity),
        \(record.appName), \(record.deployableID), \(record.deploymentID), \(record.builtAt), \(record.usedAt))
      ON CONFLICT (organization_id, place, content_key) DO UPDATE SET parts = excluded.parts,
        identity = excluded.identity, app_name = excluded.app_name, deployable_id = excluded.deployable_id,
        deployment_id = excluded.deployment_id, built_at = excluded.built_at, used_at = excluded.used_at
      """)
    try connection.run(
      """
      DELETE FROM built_image WHERE organization_id = \(record.organizationID) AND place = \(record.place)
        AND content_key NOT IN (SELECT content_key FROM built_image
          WHERE organization_id = \(record.organizationID) AND place = \(record.place)
          ORDER BY used_at DESC LIMIT \(Self.keep))
      """)
  }

  package func use(_ record: BuildRecord, at now: Date) throws {
    try connection.run(
      """
      UPDATE built_image SET used_at = \(now) WHERE organization_id = \(record.organizationID)
        AND place = \(record.place) AND content_key = \(record.key)
      """)
  }

  package func remove(_ record: BuildRecord) throws {
    try connection.run(
      """
      DELETE FROM built_image WHERE organization_id = \(record.organizationID) AND place = \(record.place)
        AND content_key = \(record.key)
      """)
  }

  private static func record(_ row: Row) throws -> BuildRecord {
    BuildRecord(
      organizationID: try row["organization_id"], place: try row["place"], key: try row["content_key"],
      parts: try JSONColumn.decode(row["parts"]), identity: try row["identity"], appName: try row["app_name"],
      deployableID: try row["deployable_id"], deploymentID: try row["deployment_id"], builtAt: try row["built_at"],
      usedAt: try row["used_at"])
  }
}
