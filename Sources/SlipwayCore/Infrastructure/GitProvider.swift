package import Foundation

/// An account at a git provider: where code lives, and what lets Slipway in there.
package struct GitProvider: Sendable, Hashable {
  package var id: ID<GitProvider>
  package var organizationID: ID<Organization>
  /// Who connected it; `nil` when that person is gone.
  package var userID: ID<User>?
  package var kind: ProviderKind
  package var name: String
  /// Whether every member of the organisation may use it.
  package var isShared: Bool
  package var account: ProviderAccount
  /// Sealed at rest.
  package var secrets: ProviderSecrets
  /// Why it does not work at present, as a sentence that says what to do; `nil` as long as it does.
  package var problem: String?
  package var createdAt: Date

  package init(
    id: ID<GitProvider> = .random(), organizationID: ID<Organization>, userID: ID<User>?, kind: ProviderKind,
    name: String, account: ProviderAccount = ProviderAccount(), secrets: ProviderSecrets = ProviderSecrets(),
    createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.userID = userID
    self.kind = kind
    self.name = name
    self.isShared = false
    self.account = account
    self.secrets = secrets
    self.createdAt = createdAt
  }

  /// Whether a person may use it: its creator, everybody when it is shared, and who runs the organisation.
  package func isUsable(by user: ID<User>, runsOrganization: Bool) -> Bool {
    runsOrganization || isShared || userID == user
  }
}
