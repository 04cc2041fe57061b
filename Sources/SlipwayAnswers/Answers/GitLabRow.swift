import Foundation
package import SlipwayCore

/// An account at GitLab on the wire; its secret and its tokens stay here.
package struct GitLabRow: Codable, Sendable {
  package var gitlabId: ID<GitProvider>
  package var gitProviderId: ID<GitProvider>
  package var gitlabUrl: String
  @Null package var gitlabInternalUrl: String?
  @Null package var applicationId: String?
  @Null package var redirectUri: String?
  @Null package var groupName: String?
  /// In seconds since 1970.
  @Null package var expiresAt: Int?
  /// Whose account it is there.
  @Null package var username: String?
  package var isConfigured: Bool

  package init(_ provider: GitProvider, isConfigured: Bool) {
    gitlabId = provider.id
    gitProviderId = provider.id
    gitlabUrl = provider.account.url
    gitlabInternalUrl = provider.account.internalURL
    applicationId = provider.account.clientID
    redirectUri = provider.account.redirectURI
    groupName = provider.account.groups
    expiresAt = provider.account.expiresAt.map { Int($0.timeIntervalSince1970) }
    username = provider.account.username
    self.isConfigured = isConfigured
  }
}
