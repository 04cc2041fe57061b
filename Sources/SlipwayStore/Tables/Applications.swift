package import SlipwayCore

/// The applications of environments.
package struct Applications: CodeServiceTable {
  package typealias Key = Deployable
  package static let scope: SQL = "AND kind = 'application'"
  package static let noun = "Application"
  package let context: TableContext

  package func columns(of application: Application) throws -> [(name: String, value: any SQLBindable)] {
    let id = application.id
    return [
      ("id", id), ("kind", Deployable.Kind.application), ("organization_id", application.organizationID),
      ("environment_id", application.environmentID), ("server_id", application.serverID),
      ("name", application.name), ("app_name", application.appName), ("description", application.description),
      ("icon", application.icon),
      ("status", application.status), ("auto_deploy", application.autoDeploy),
      ("is_stopped", application.isStopped), ("created_at", application.createdAt),
      ("changed_at", application.changedAt),
      ("refresh_token_digest", TokenDigest.of(application.refreshToken.reveal())),
      ("refresh_token", try context.seal(application.refreshToken, "application.refresh_token:\(id)")),
      ("provider_id", application.source.choice?.providerID),
      ("source", try JSONColumn.encode(application.source)), ("build", try JSONColumn.encode(application.build)),
      ("runtime", try JSONColumn.encode(application.runtime)),
      (
        "secrets",
        try context.secrets.seal(value: application.secrets, context: "application:\(id)")
      ),
    ]
  }

  package func entity(_ row: Row) throws -> Application {
    let id: ID<Deployable> = try row["id"]
    let secrets = try context.open(row["secrets"], "application:\(id)").reveal()
    var application = Application(
      id: id, organizationID: try row["organization_id"], environmentID: try row["environment_id"],
      name: try row["name"], appName: try row["app_name"], description: try row["description"],
      icon: try row["icon"], status: try row["status"],
      refreshToken: try context.open(row["refresh_token"], "application.refresh_token:\(id)"),
      autoDeploy: try row["auto_deploy"], isStopped: try row["is_stopped"],
      source: try JSONColumn.decode(row["source"], fallback: SourceSettings()),
      build: try JSONColumn.decode(row["build"], fallback: BuildSettings()),
      runtime: try JSONColumn.decode(row["runtime"], fallback: RuntimeSettings()),
      secrets: try JSONColumn.decode(secrets, fallback: ApplicationSecrets()), createdAt: try row["created_at"])
    application.serverID = try row["server_id"]
    application.changedAt = try row["changed_at"]
    return application
  }

  /// All of this installation.
  package func all() throws -> [Application] { try all("WHERE TRUE \(Self.scope) ORDER BY created_at, id") }
}
