package import SlipwayCore
package import SlipwayProcedures

/// An input for any procedure, with a tenant's identifiers wherever one is asked for.
package struct ProcedureSample: Sendable {
  private let tenant: TestTenant

  package init(_ tenant: TestTenant) { self.tenant = tenant }

  /// The fields of the input that are identifiers.
  package func identifiers(of procedure: any Procedure.Type) throws -> [String] {
    try ProcedureFields.names(of: procedure).map(\.name).filter { identifier($0, procedure.name) != nil }
  }

  /// Every identifier, and all else that must be there.
  package func input(_ procedure: any Procedure.Type) throws -> JSONValue {
    var members: [String: JSONValue] = [:]
    for field in try ProcedureFields.names(of: procedure) {
      if let identifier = identifier(field.name, procedure.name) {
        members[field.name] = identifier
      } else if field.name == "wait" {
        // Nobody works on jobs here.
        members[field.name] = .bool(false)
      } else if field.isRequired {
        members[field.name] = plain(field, procedure.name)
      }
    }
    return .object(members)
  }

  private func identifier(_ field: String, _ procedure: String) -> JSONValue? {
    switch field {
    // GitLab calls the number of an OAuth application so.
    case "applicationId" where procedure.hasPrefix("gitlab."): nil
    case "applicationId", "targetApplicationId", "serviceId": .string(tenant.application.id.rawValue)
    case "id" where procedure == "deployment.allByType" || procedure.hasPrefix("patch."):
      .string(tenant.application.id.rawValue)
    case "databaseId": .string(tenant.databases[0].id.rawValue)
    case _ where Self.engine(field) != nil:
      tenant.databases.first { $0.settings.engine == Self.engine(field) }.map { .string($0.id.rawValue) }
    case "composeId": .string(tenant.stack.id.rawValue)
    case "projectId": .string(tenant.project.id.rawValue)
    case "environmentId", "targetEnvironmentId", "sourceEnvironmentId": .string(tenant.environment.id.rawValue)
    case "domainId": .string(tenant.domain.id.rawValue)
    case "mountId": .string(tenant.mount.id.rawValue)
    case "portId": .string(tenant.port.id.rawValue)
    case "deploymentId": .string(tenant.deployment.id.rawValue)
    case "rollbackId": .string(tenant.release.id.rawValue)
    case "sshKeyId", "customGitSSHKeyId": .string(tenant.sshKey.id.rawValue)
    case "redirectId": .string(tenant.rules.redirect.id.rawValue)
    case "securityId": .string(tenant.rules.auth.id.rawValue)
    case "patchId": .string(tenant.rules.patch.id.rawValue)
    case "certificateId" where procedure != "certificates.create": .string(tenant.rules.certificate.id.rawValue)
    case "registryId": .string(tenant.rules.registry.id.rawValue)
    case "githubId", "gitlabId", "giteaId", "bitbucketId", "gitProviderId": .string(tenant.rules.provider.id.rawValue)
    case "networkId": .string(tenant.rules.network.id.rawValue)
    case "previewDeploymentId" where procedure.hasPrefix("previewDeployment."):
      .string(tenant.preview.id.rawValue)
    case "tagId": .string(tenant.rules.tag.id.rawValue)
    case "tagIds": [.string(tenant.rules.tag.id.rawValue)]
    case "sessionId": .string(tenant.session.id.rawValue)
    case "id" where procedure == "user.update": tenant.users[.owner].map { .string($0.id.rawValue) }
    case "pushKeyId": .string(tenant.pushKey.id.rawValue)
    case "apiKeyId": .string(tenant.key.id.rawValue)
    case "destinationId": .string(tenant.backups.destination.id.rawValue)
    case "backupId": .string(tenant.backups.database.id.rawValue)
    case "volumeBackupId": .string(tenant.backups.volume.id.rawValue)
    case "scheduleId" where procedure != "schedule.create": .string(tenant.schedules.schedule.id.rawValue)
    case "runId" where procedure.hasPrefix("schedule."): .string(tenant.schedules.run.id.rawValue)
    case "serverId" where Self.isOfServers(procedure):
      .string(tenant.server.id.rawValue)
    case "runId": .string(tenant.backups.run.id.rawValue)
    case "id" where procedure == "volumeBackups.list" || procedure == "schedule.list":
      .string(tenant.application.id.rawValue)
    case "metadata" where procedure == "user.createApiKey":
      ["organizationId": .string(tenant.organization.id.rawValue)]
    default: nil
    }
  }

  /// Whether it is about a server, and not about something that may lie on one.
  private static func isOfServers(_ procedure: String) -> Bool {
    procedure.hasPrefix("server.") || procedure == "deployment.allByServer"
  }

  /// `postgres` of `postgresId`.
  private static func engine(_ field: String) -> Database.Engine? {
    field.hasSuffix("Id") ? Database.Engine(rawValue: String(field.dropLast(2))) : nil
  }

  private static let metricsConfig: JSONValue = [
    "server": [
      "refreshRate": 60, "port": 4500, "token": "", "urlCallback": "https://example.org", "retentionDays": 2,
      "cronJob": "0 0 * * *", "thresholds": ["cpu": 0, "memory": 0],
    ],
    "containers": ["refreshRate": 60, "services": [:]],
  ]

  private func plain(_ field: ProcedureFields.Field, _ procedure: String) -> JSONValue {
    switch field.name {
    case "host": "fresh.example.org"
    case "domain": "localhost"
    case "mountPath": "/fresh"
    case "type" where procedure == "mounts.create": "file"
    case "type" where procedure == "deployment.allByType" || procedure.hasPrefix("patch."): "application"
    case "serviceType", "volumeBackupType": "application"
    case "serviceName": "web"
    case "publishedPort", "targetPort": .integer(25_555)
    case "buildsConcurrency": .integer(2)
    case "repoPath": ""
    case "ipAddress": "192.0.2.10"
    case "port" where procedure.hasPrefix("server."): .integer(22)
    case "username" where procedure.hasPrefix("server."): "root"
    case "customGitBranch": "main"
    case "metricsConfig": Self.metricsConfig
    case "publicKey" where procedure == "user.createPushKey":
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINixPxhgbEGGtBS2PZl0ebS43rUcb3eLseO5zFQZRUaT ada@laptop"
    case "privateKey", "publicKey", "organizationId", "serverId": ""
    default: field.sample
    }
  }
}
