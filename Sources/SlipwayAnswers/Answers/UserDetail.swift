package import Foundation
package import SlipwayCore

/// A user in `user.get`; never a hash, never a key.
package struct UserDetail: Codable, Sendable {
  /// What is known of a key after it was shown.
  package struct Key: Codable, Sendable {
    package var id: ID<APIKey>
    package var name: String
    @Null package var prefix: String?
    package var start: String
    package var enabled: Bool
    @Null package var expiresAt: Date?
    package var createdAt: Date
    @Null package var lastRequest: Date?

    init(_ key: APIKey) {
      id = key.id
      name = key.name
      prefix = key.prefix
      start = key.start
      enabled = true
      expiresAt = key.expiresAt
      createdAt = key.createdAt
      lastRequest = key.lastUsedAt
    }
  }

  package var id: ID<User>
  package var email: String
  package var firstName: String
  package var lastName: String
  @Null package var image: String?
  package var allowImpersonation = false
  package var twoFactorEnabled = false
  @Null package var stripeCustomerId: String?
  @Null package var stripeSubscriptionId: String?
  package var serversQuantity = 0
  package var isEnterpriseCloud = false
  package var sendInvoiceNotifications = false
  package var createdAt: Date
  package var apiKeys: [Key]

  package init(_ user: User, keys: [APIKey]) {
    id = user.id
    email = user.email
    firstName = user.firstName
    lastName = user.lastName
    image = nil
    stripeCustomerId = nil
    stripeSubscriptionId = nil
    createdAt = user.createdAt
    apiKeys = keys.map(Key.init)
  }
}
