package import Foundation

/// Somebody's wish to connect an account, while they are away at the provider: what comes back is believed once, and only
/// from the session that left.
package struct ProviderIntent: Sendable, Hashable {
  /// The digest of the `state` that the provider hands back; the state itself is kept nowhere.
  package var digest: String
  package var organizationID: ID<Organization>
  package var userID: ID<User>
  package var sessionID: ID<Session>
  package var kind: ProviderKind
  /// The account that is being connected; `nil` when it comes to be with the answer.
  package var providerID: ID<GitProvider>?
  /// What was chosen before leaving: the name and where the provider is.
  package var name: String
  package var account: ProviderAccount
  package var expiresAt: Date

  package init(
    state: Secret, organizationID: ID<Organization>, userID: ID<User>, sessionID: ID<Session>, kind: ProviderKind,
    providerID: ID<GitProvider>? = nil, name: String, account: ProviderAccount, expiresAt: Date
  ) {
    digest = TokenDigest.of(state.reveal())
    self.organizationID = organizationID
    self.userID = userID
    self.sessionID = sessionID
    self.kind = kind
    self.providerID = providerID
    self.name = name
    self.account = account
    self.expiresAt = expiresAt
  }
}
