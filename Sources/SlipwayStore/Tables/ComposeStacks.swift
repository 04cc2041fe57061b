package import SlipwayCore

/// The compose stacks of environments.
package struct ComposeStacks: EntityTable {
  package typealias Key = Deployable
  package static let table = Deployables.table
  package static let noun = Deployable.Kind.compose.noun
  package static let scope: SQL = "AND kind = 'compose'"
  package let context: TableContext

  package func columns(of stack: ComposeStack) throws -> [(name: String, value: any SQLBindable)] {
    let id = stack.id
    return [
      ("id", id), ("kind", Deployable.Kind.compose), ("organization_id", stack.organizationID),
      ("environment_id", stack.environmentID), ("name", stack.name), ("app_name", stack.appName),
      ("description", stack.description), ("icon", stack.icon), ("status", stack.status),
      ("auto_deploy", stack.autoDeploy), ("is_stopped", stack.isStopped), ("created_at", stack.createdAt),
      ("changed_at", stack.changedAt),
      ("refresh_token_digest", TokenDigest.of(stack.refreshToken.reveal())),
      ("refresh_token", try context.seal(stack.refreshToken, "application.refresh_token:\(id)")),
      ("source", try JSONColumn.encode(stack.source)), ("build", "{}"), ("runtime", "{}"),
      ("detail", stack.settings.composeType.rawValue), ("settings", try JSONColumn.encode(stack.settings)),
      ("secrets", try context.secrets.seal(value: stack.secrets, context: "compose:\(id)")),
    ]
  }

  package func entity(_ row: Row) throws -> ComposeStack {
    let id: ID<Deployable> = try row["id"]
    let secrets = try context.open(row["secrets"], "compose:\(id)").reveal()
    var stack = ComposeStack(
      id: id, organizationID: try row["organization_id"], environmentID: try row["environment_id"],
      name: try row["name"], appName: try row["app_name"],
      settings: try JSONColumn.decode(row["settings"], fallback: StackSettings()),
      secrets: try JSONColumn.decode(secrets, fallback: StackSecrets()), createdAt: try row["created_at"])
    stack.description = try row["description"]
    stack.icon = try row["icon"]
    stack.status = try row["status"]
    stack.refreshToken = try context.open(row["refresh_token"], "application.refresh_token:\(id)")
    stack.autoDeploy = try row["auto_deploy"]
    stack.isStopped = try row["is_stopped"]
    stack.source = try JSONColumn.decode(row["source"], fallback: SourceSettings())
    stack.changedAt = try row["changed_at"]
    return stack
  }

  /// Oldest first.
  package func all(in environment: ID<Environment>) throws -> [ComposeStack] {
    try all("WHERE environment_id = \(environment) \(Self.scope) ORDER BY created_at, name")
  }

  /// - Parameter token: as it stands in the webhook's URL.
  package func byRefreshToken(_ token: String) throws -> ComposeStack? {
    try first("WHERE refresh_token_digest = \(TokenDigest.of(token)) \(Self.scope)")
  }

  /// - Returns: one page of what was found, by name, and how many there are in all.
  package func search(
    _ organization: ID<Organization>, _ filter: SearchFilter
  ) throws -> (items: [ComposeStack], total: Int) {
    let conditions: [SQL] = ["organization_id = \(organization) \(Self.scope)"] + filter.conditions
    let condition: SQL = "WHERE \(SQL.joined(conditions, separator: " AND "))"
    let items = try all(
      "\(condition) ORDER BY lower(name), id LIMIT \(max(0, filter.limit)) OFFSET \(max(0, filter.offset))")
    return (items, try count(condition))
  }
}
