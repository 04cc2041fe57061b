package import SlipwayCore

/// `compose.one`: a compose stack with everything that belongs to it.
@dynamicMemberLookup
package struct ComposeDetail: Codable, Sendable {
  /// What is nested in the row.
  package struct Relations: Codable, Sendable {
    package var environment: EnvironmentRow
    package var domains: [DomainRow]
    package var deployments: [DeploymentRow]
    package var mounts: [MountRow]
    package var backups: [BackupRow]
    package var previewDeployments: [PreviewRow] = []
    /// Where it runs; `null` is the machine that Slipway runs on.
    @Null package var server: ServerRow? = nil
    @Null package var github: GitHubRow? = nil
    @Null package var gitlab: GitLabRow? = nil
    @Null package var bitbucket: BitbucketRow? = nil
    @Null package var gitea: GiteaRow? = nil
    /// What the version in service may do beyond the stack, as in "services.web.privileged gives the container all of
    /// the host": the server's owner allowed it.
    package var mayDo: [String]? = nil
    /// What a first look at the typed file finds that it asks of the server; `compose.asks` knows all of it.
    package var asksFor: [String]? = nil
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
      backups: [BackupRow], server: ServerRow? = nil, github: GitHubRow? = nil, gitlab: GitLabRow? = nil,
      bitbucket: BitbucketRow? = nil, gitea: GiteaRow? = nil, mayDo: [String]? = nil, asksFor: [String]? = nil,
      hasGitProviderAccess: Bool = true, unauthorizedProvider: String? = nil
    ) {
      self.environment = environment
      self.domains = domains
      self.deployments = deployments
      self.mounts = mounts
      self.backups = backups
      self.server = server
      self.github = github
      self.gitlab = gitlab
      self.bitbucket = bitbucket
      self.gitea = gitea
      self.mayDo = mayDo
      self.asksFor = asksFor
      self.hasGitProviderAccess = hasGitProviderAccess
      self.unauthorizedProvider = unauthorizedProvider
    }
  }

  package var stack: ComposeRow
  package var previews: PreviewFields
  package var relations: Relations

  package init(_ stack: ComposeStack, _ plan: PreviewPlan, _ relations: Relations) {
    self.stack = ComposeRow(stack, showsSecrets: true)
    previews = PreviewFields(plan, showsSecrets: true)
    self.relations = relations
  }

  package subscript<Value>(dynamicMember path: KeyPath<Relations, Value>) -> Value { relations[keyPath: path] }

  package init(from decoder: any Decoder) throws {
    stack = try ComposeRow(from: decoder)
    previews = try PreviewFields(from: decoder)
    relations = try Relations(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    try stack.encode(to: encoder)
    try previews.encode(to: encoder)
    try relations.encode(to: encoder)
  }
}
