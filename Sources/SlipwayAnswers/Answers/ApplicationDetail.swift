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
    package var previewDeployments: [PreviewRow] = []
    /// Where it runs; `null` is the machine that Slipway runs on.
    @Null package var server: ServerRow? = nil
    @Null package var buildServer: ServerRow? = nil
    @Null package var registry: RegistryRow?
    @Null package var buildRegistry: RegistryRow? = nil
    @Null package var rollbackRegistry: NoEntity? = nil
    @Null package var github: GitHubRow? = nil
    @Null package var gitlab: GitLabRow? = nil
    @Null package var bitbucket: BitbucketRow? = nil
    @Null package var gitea: GiteaRow? = nil
    package var hasGitProviderAccess = true
    @Null package var unauthorizedProvider: String? = nil

    /// - Parameter unauthorized: the kind of an account that is not for whoever asks.
    package mutating func show(_ provider: GitProviderRow?, unauthorized: String?) {
      (github, gitlab) = (provider?.github, provider?.gitlab)
      (gitea, bitbucket) = (provider?.gitea, provider?.bitbucket)
      hasGitProviderAccess = unauthorized == nil
      unauthorizedProvider = unauthorized
    }

    package init(
      environment: EnvironmentRow, domains: [DomainRow], deployments: [DeploymentRow], mounts: [MountRow],
      ports: [PortRow], redirects: [RedirectRow], security: [SecurityRow], previewDeployments: [PreviewRow] = [],
      server: ServerRow? = nil, buildServer: ServerRow? = nil, registry: RegistryRow?,
      buildRegistry: RegistryRow? = nil,
      rollbackRegistry: NoEntity? = nil, github: GitHubRow? = nil, gitlab: GitLabRow? = nil,
      bitbucket: BitbucketRow? = nil,
      gitea: GiteaRow? = nil, hasGitProviderAccess: Bool = true, unauthorizedProvider: String? = nil
    ) {
      self.environment = environment
      self.domains = domains
      self.deployments = deployments
      self.mounts = mounts
      self.ports = ports
      self.redirects = redirects
      self.security = security
      self.previewDeployments = previewDeployments
      self.server = server
      self.buildServer = buildServer
      self.registry = registry
      self.buildRegistry = buildRegistry
      self.rollbackRegistry = rollbackRegistry
      self.github = github
      self.gitlab = gitlab
      self.bitbucket = bitbucket
      self.gitea = gitea
      self.hasGitProviderAccess = hasGitProviderAccess
      self.unauthorizedProvider = unauthorizedProvider
    }
  }

  package var application: ApplicationRow
  package var previews: PreviewFields
  package var relations: Relations

  package init(_ application: Application, _ plan: PreviewPlan, _ relations: Relations) {
    self.application = ApplicationRow(application, showsSecrets: true)
    previews = PreviewFields(plan, showsSecrets: true)
    self.relations = relations
  }

  package subscript<Value>(dynamicMember path: KeyPath<Relations, Value>) -> Value { relations[keyPath: path] }

  package init(from decoder: any Decoder) throws {
    application = try ApplicationRow(from: decoder)
    previews = try PreviewFields(from: decoder)
    relations = try Relations(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try application.encode(to: encoder)
    try previews.encode(to: encoder)
    try relations.encode(to: encoder)
  }
}
