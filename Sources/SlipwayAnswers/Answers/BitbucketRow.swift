package import SlipwayCore

/// An account at Bitbucket on the wire; its token and its app password stay here.
package struct BitbucketRow: Codable, Sendable {
  package var bitbucketId: ID<GitProvider>
  package var gitProviderId: ID<GitProvider>
  @Null package var bitbucketUsername: String?
  @Null package var bitbucketEmail: String?
  @Null package var bitbucketWorkspaceName: String?
  @Null package var bitbucketInternalUrl: String?
  package var isConfigured: Bool

  package init(_ provider: GitProvider, isConfigured: Bool) {
    bitbucketId = provider.id
    gitProviderId = provider.id
    bitbucketUsername = provider.account.username
    bitbucketEmail = provider.account.email
    bitbucketWorkspaceName = provider.account.workspace
    bitbucketInternalUrl = provider.account.internalURL
    self.isConfigured = isConfigured
  }
}
