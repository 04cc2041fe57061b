package import Foundation
package import SlipwayCore

/// An account at a git provider on the wire; its secrets stay here.
package struct GitProviderRow: Codable, Sendable {
  package var gitProviderId: ID<GitProvider>
  package var name: String
  package var providerType: ProviderKind
  package var createdAt: Date
  package var organizationId: ID<Organization>
  @Null package var userId: ID<User>?
  package var sharedWithOrganization: Bool
  /// Whether whoever asks connected it.
  package var isOwner: Bool
  /// Whether it is connected to its end.
  package var isConfigured: Bool
  /// Where people find it.
  package var url: String
  /// Why it does not work at present, and what to do.
  @Null package var problem: String?
  @Null package var github: GitHubRow?
  @Null package var gitlab: GitLabRow?
  @Null package var gitea: GiteaRow?
  @Null package var bitbucket: BitbucketRow?

  /// - Parameters:
  ///   - user: who asks.
  ///   - isConfigured: whether it is connected to its end.
  package init(_ provider: GitProvider, for user: ID<User>?, isConfigured: Bool) {
    gitProviderId = provider.id
    name = provider.name
    providerType = provider.kind
    createdAt = provider.createdAt
    organizationId = provider.organizationID
    userId = provider.userID
    sharedWithOrganization = provider.isShared
    isOwner = user != nil && provider.userID == user
    self.isConfigured = isConfigured
    url = provider.account.url
    problem = provider.problem
    github = provider.kind == .github ? GitHubRow(provider, isConfigured: isConfigured) : nil
    gitlab = provider.kind == .gitlab ? GitLabRow(provider, isConfigured: isConfigured) : nil
    gitea = provider.kind == .gitea ? GiteaRow(provider, isConfigured: isConfigured) : nil
    bitbucket = provider.kind == .bitbucket ? BitbucketRow(provider, isConfigured: isConfigured) : nil
  }
}

/// A GitHub app and its installation on the wire.
package struct GitHubRow: Codable, Sendable {
  package var githubId: ID<GitProvider>
  package var gitProviderId: ID<GitProvider>
  /// The app's page.
  @Null package var githubAppName: String?
  @Null package var githubAppId: Int?
  @Null package var githubClientId: String?
  @Null package var githubInstallationId: String?
  package var githubUrl: String
  package var isConfigured: Bool

  package init(_ provider: GitProvider, isConfigured: Bool) {
    githubId = provider.id
    gitProviderId = provider.id
    githubAppName = provider.account.appPage
    githubAppId = provider.account.appID
    githubClientId = provider.account.clientID
    githubInstallationId = provider.account.installationID.map(String.init)
    githubUrl = provider.account.url
    self.isConfigured = isConfigured
  }
}
