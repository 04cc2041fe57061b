/// One table holds everything that runs, so that deployments, domains, mounts and ports belong to any kind of it.
enum M0007_Deployables: Migration {
  static let version = 7
  static let statements: [SQL] =
    [
      "ALTER TABLE application RENAME TO deployable",
      "ALTER TABLE deployable ADD COLUMN kind TEXT NOT NULL DEFAULT 'application'",
      // What lists show of one kind: a database's engine.
      "ALTER TABLE deployable ADD COLUMN detail TEXT NOT NULL DEFAULT ''",
      // What only one kind has.
      "ALTER TABLE deployable ADD COLUMN settings TEXT NOT NULL DEFAULT '{}'",
      "DROP INDEX application_overview",
      """
      CREATE INDEX deployable_overview ON deployable (organization_id, created_at, name, environment_id, id, status, kind, detail)
      """,
      "UPDATE job SET lane = 'deployable:' || substr(lane, 13) WHERE lane LIKE 'application:%'",
      "DELETE FROM job WHERE kind = 'retire'",
      // What waits to be stopped, started or removed is named by the new word.
      """
      UPDATE job SET arguments = replace(arguments, '"application":', '"deployable":')
      WHERE kind IN ('stop', 'start', 'remove')
      """,
    ]
    + owned.map { table in "ALTER TABLE \(name: table) RENAME COLUMN application_id TO deployable_id" }

  private static let owned = ["deployment", "release", "domain", "mount", "published_port", "webhook_delivery"]
}
