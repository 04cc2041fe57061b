package import SlipwayCore

/// The rows of one kind of what is deployed from code.
package protocol CodeServiceTable: EntityTable where Key == Deployable {}

extension CodeServiceTable {
  package static var table: String { Deployables.table }
  package static var fixedColumns: Set<String> { ["organization_id", "created_at", "server_id"] }

  /// Oldest first.
  package func all(in environment: ID<Environment>) throws -> [Entity] {
    try all("WHERE environment_id = \(environment) \(Self.scope) ORDER BY created_at, name")
  }

  /// - Parameter token: as it stands in the webhook's URL.
  package func byRefreshToken(_ token: String) throws -> Entity? {
    try first("WHERE refresh_token_digest = \(TokenDigest.of(token)) \(Self.scope)")
  }

  /// Those whose code an account at a git provider brings, oldest first.
  package func all(of provider: ID<GitProvider>) throws -> [Entity] {
    try all("WHERE provider_id = \(provider) \(Self.scope) ORDER BY created_at, name")
  }

  /// - Returns: one page of what was found, by name, and how many there are in all.
  package func search(
    _ organization: ID<Organization>, _ filter: SearchFilter
  ) throws -> (items: [Entity], total: Int) {
    let conditions: [SQL] =
      ["organization_id = \(organization) \(Self.scope) AND \(Deployables.isListed)"] + filter.conditions
    let condition: SQL = "WHERE \(SQL.joined(conditions, separator: " AND "))"
    let items = try all(
      "\(condition) ORDER BY lower(name), id LIMIT \(max(0, filter.limit)) OFFSET \(max(0, filter.offset))")
    return (items, try count(condition))
  }
}
