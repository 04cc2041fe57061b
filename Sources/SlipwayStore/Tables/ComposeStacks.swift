package import SlipwayCore

/// The compose stacks of environments.
package struct ComposeStacks: CodeServiceTable {
  package typealias Key = Deployable
  package static let noun = Deployable.Kind.compose.noun
  package static let scope: SQL = "AND kind = 'compose'"
  package let context: TableContext

  package func columns(of stack: ComposeStack) throws -> [(name: String, value: any SQLBindable)] {
    let id = stack.id
    return [
      ("id", id), ("kind", Deployable.Kind.compose), ("organization_id", stack.organizationID),
      ("environment_id", stack.environmentID), ("server_id", stack.serverID),
      ("name", stack.name), ("app_name", stack.appName),
      ("description", stack.description), ("icon", stack.icon), ("status", stack.status),
      ("auto_deploy", stack.autoDeploy), ("is_stopped", stack.isStopped), ("created_at", stack.createdAt),
      ("changed_at", stack.changedAt),
      ("refresh_token_digest", TokenDigest.of(stack.refreshToken.reveal())),
      ("refresh_token", try context.seal(stack.refreshToken, "application.refresh_token:\(id)")),
      ("provider_id", stack.choice?.providerID),
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
    stack.serverID = try row["server_id"]
    stack.changedAt = try row["changed_at"]
    return stack
  }
}
