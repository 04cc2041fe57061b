package import SlipwayCore

/// The databases of environments.
package struct Databases: EntityTable {
  package typealias Key = Deployable
  package static let table = Deployables.table
  package static let noun = Deployable.Kind.database.noun
  package static let scope: SQL = "AND kind = 'database'"
  package static let fixedColumns: Set<String> = [
    "organization_id", "created_at", "refresh_token", "refresh_token_digest", "source", "build", "auto_deploy",
    "server_id",
  ]
  package let context: TableContext

  package func columns(of database: Database) throws -> [(name: String, value: any SQLBindable)] {
    let id = database.id
    // Nothing deploys a database from outside; the column wants a token of its own all the same.
    let token = RandomText.token()
    return [
      ("id", id), ("kind", Deployable.Kind.database), ("organization_id", database.organizationID),
      ("environment_id", database.environmentID), ("server_id", database.serverID),
      ("name", database.name), ("app_name", database.appName),
      ("description", database.description), ("status", database.status), ("is_stopped", database.isStopped),
      ("created_at", database.createdAt), ("changed_at", database.changedAt), ("auto_deploy", false),
      ("refresh_token_digest", TokenDigest.of(token)),
      ("refresh_token", try context.seal(Secret(token), "application.refresh_token:\(id)")), ("source", "{}"),
      ("build", "{}"), ("detail", database.settings.engine),
      ("settings", try JSONColumn.encode(database.settings)),
      ("runtime", try JSONColumn.encode(database.runtime)),
      ("secrets", try context.secrets.seal(value: database.secrets, context: "database:\(id)")),
    ]
  }

  package func entity(_ row: Row) throws -> Database {
    let id: ID<Deployable> = try row["id"]
    let secrets = try context.open(row["secrets"], "database:\(id)").reveal()
    var database = Database(
      id: id, organizationID: try row["organization_id"], environmentID: try row["environment_id"],
      name: try row["name"], appName: try row["app_name"], settings: try JSONColumn.decode(row["settings"]),
      secrets: try JSONColumn.decode(secrets, fallback: DatabaseSecrets()), createdAt: try row["created_at"])
    database.description = try row["description"]
    database.status = try row["status"]
    database.isStopped = try row["is_stopped"]
    database.runtime = try JSONColumn.decode(row["runtime"], fallback: RuntimeSettings())
    database.serverID = try row["server_id"]
    database.changedAt = try row["changed_at"]
    return database
  }

  /// Oldest first.
  package func all(in environment: ID<Environment>) throws -> [Database] {
    try all("WHERE environment_id = \(environment) \(Self.scope) ORDER BY created_at, name")
  }

  /// - Returns: one page of what was found of an engine, by name, and how many there are in all.
  package func search(
    _ organization: ID<Organization>, _ engine: Database.Engine, _ filter: SearchFilter
  ) throws -> (items: [Database], total: Int) {
    let conditions: [SQL] =
      ["organization_id = \(organization) AND detail = \(engine) \(Self.scope) AND \(Deployables.isListed)"]
      + filter.conditions
    let condition: SQL = "WHERE \(SQL.joined(conditions, separator: " AND "))"
    let items = try all(
      "\(condition) ORDER BY lower(name), id LIMIT \(max(0, filter.limit)) OFFSET \(max(0, filter.offset))")
    return (items, try count(condition))
  }
}
