package import Foundation

/// A key for scripts, sent as `x-api-key`. Shown once; the row keeps its digest and first characters.
package struct APIKey: Sendable, Hashable {
  package var id: ID<APIKey>
  package var name: String
  package var prefix: String?
  /// The first six characters, to tell keys apart.
  package var start: String
  /// SHA-256 of the key, base64url without padding.
  package var digest: String
  package var userID: ID<User>
  package var organizationID: ID<Organization>
  package var expiresAt: Date?
  package var createdAt: Date
  package var lastUsedAt: Date?
  /// Requests allowed in each ``rateLimitWindow``; `nil` is no limit.
  package var rateLimitMax: Int?
  package var rateLimitWindow: Duration?

  package init(
    id: ID<APIKey> = .random(), name: String, prefix: String? = nil, start: String, digest: String,
    userID: ID<User>, organizationID: ID<Organization>, expiresAt: Date? = nil, createdAt: Date,
    lastUsedAt: Date? = nil, rateLimitMax: Int? = nil, rateLimitWindow: Duration? = nil
  ) {
    self.id = id
    self.name = name
    self.prefix = prefix
    self.start = start
    self.digest = digest
    self.userID = userID
    self.organizationID = organizationID
    self.expiresAt = expiresAt
    self.createdAt = createdAt
    self.lastUsedAt = lastUsedAt
    self.rateLimitMax = rateLimitMax
    self.rateLimitWindow = rateLimitWindow
  }
}
