package import SlipwayCore

/// The redirects of what is routed to.
package struct Redirects: EntityTable {
  package static let table = "redirect"
  package static let noun = "Redirect"
  package static let fixedColumns: Set<String> = ["organization_id", "created_at", "unique_config_key"]
  package let context: TableContext

  package func columns(of redirect: Redirect) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", redirect.id), ("organization_id", redirect.organizationID), ("deployable_id", redirect.deployableID),
      ("regex", redirect.regex), ("replacement", redirect.replacement), ("is_permanent", redirect.isPermanent),
      ("unique_config_key", redirect.uniqueConfigKey), ("created_at", redirect.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> Redirect {
    Redirect(
      id: try row["id"], organizationID: try row["organization_id"], deployableID: try row["deployable_id"],
      regex: try row["regex"], replacement: try row["replacement"], isPermanent: try row["is_permanent"],
      uniqueConfigKey: try row["unique_config_key"], createdAt: try row["created_at"])
  }

  /// Gives it its number.
  /// - Returns: the redirect as it is stored.
  @discardableResult
  package func insert(_ redirect: Redirect) throws -> Redirect {
    var redirect = redirect
    let row = try connection.row("SELECT COALESCE(MAX(unique_config_key), 0) + 1 AS next FROM redirect")
    redirect.uniqueConfigKey = try row?["next"] ?? 1
    try insert(columns: columns(of: redirect))
    return redirect
  }

  /// In the order in which they are tried.
  package func all(of deployable: ID<Deployable>) throws -> [Redirect] {
    try all("WHERE deployable_id = \(deployable) ORDER BY unique_config_key")
  }

  /// All of this installation.
  package func all() throws -> [Redirect] { try all("ORDER BY unique_config_key") }
}
