import Foundation
package import SlipwayCore

/// An account at Gitea or Forgejo on the wire; its secret and its tokens stay here.
package struct GiteaRow: Codable, Sendable {
  package var giteaId: ID<GitProvider>
  package var gitProviderId: ID<GitProvider>
  package var giteaUrl: String
  @Null package var giteaInternalUrl: String?
  @Null package var clientId: String?
  @Null package var redirectUri: String?
  @Null package var scopes: String?
  /// In seconds since 1970.
  @Null package var expiresAt: Int?
  @Null package var lastAuthenticatedAt: Int?
  /// Whose account it is there.
  @Null package var giteaUsername: String?
  /// Whose repositories are listed; none for all of the account's.
  @Null package var organizationName: String?
  package var isConfigured: Bool

  package init(_ provider: GitProvider, isConfigured: Bool) {
    giteaId = provider.id
    gitProviderId = provider.id
    giteaUrl = provider.account.url
    giteaInternalUrl = provider.account.internalURL
    clientId = provider.account.clientID
    redirectUri = provider.account.redirectURI
    scopes = provider.account.scopes
    expiresAt = provider.account.expiresAt.map { Int($0.timeIntervalSince1970) }
    lastAuthenticatedAt = provider.account.authenticatedAt.map { Int($0.timeIntervalSince1970) }
    giteaUsername = provider.account.username
    organizationName = provider.account.workspace
    self.isConfigured = isConfigured
  }
}
