/// The list of all services is read from an index alone: their rows are long, and hold secrets.
enum M0006_Overview: Migration {
  static let version = 6
  static let statements: [SQL] = [
    "CREATE INDEX application_overview ON application (organization_id, created_at, name, environment_id, id, status)",
    "DROP INDEX application_organization",
  ]
}
