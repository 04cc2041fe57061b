package import SlipwayCore

/// `application.one`: an application with everything that belongs to it.
@dynamicMemberLookup
package struct ApplicationDetail: Codable, Sendable {
  /// What is nested in the row.
  package struct Relations: Codable, Sendable {
    package var environment: EnvironmentRow
    package var domains: [DomainRow]
    package var deployments: [DeploymentRow]
    package var mounts: [MountRow]
    package var ports: [PortRow]
    package var redirects: [RedirectRow]
    package var security: [SecurityRow]
    package var previewDeployments: [NoEntity] = []
    /// Where it runs; `null` is the machine that Slipway runs on.
    @Null package var server: ServerRow? = nil
    @Null package var buildServer: NoEntity? = nil
    @Null package var registry: RegistryRow?
    @Null package var buildRegistry: NoEntity? = nil
    @Null package var rollbackRegistry: NoEntity? = nil
    @Null package var github: NoEntity? = nil
    @Null package var gitlab: NoEntity? = nil
    @Null package var bitbucket: NoEntity? = nil
    @Null package var gitea: NoEntity? = nil
    package var hasGitProviderAccess = true
    @Null package var unauthorizedProvider: String? = nil
  }

  package var application: ApplicationRow
  package var relations: Relations

  package init(_ application: Application, _ relations: Relations) {
    self.application = ApplicationRow(application, showsSecrets: true)
    self.relations = relations
  }

  package subscript<Value>(dynamicMember path: KeyPath<Relations, Value>) -> Value { relations[keyPath: path] }

  package init(from decoder: any Decoder) throws {
    application = try ApplicationRow(from: decoder)
    relations = try Relations(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try application.encode(to: encoder)
    try relations.encode(to: encoder)
  }
}
