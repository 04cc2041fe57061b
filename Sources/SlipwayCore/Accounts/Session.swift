package import Foundation

/// A signed-in browser. The cookie carries a random token; the row keeps only its digest.
package struct Session: Sendable, Hashable {
  package var id: ID<Session>
  /// SHA-256 of the token, base64url.
  package var tokenDigest: String
  package var userID: ID<User>
  package var organizationID: ID<Organization>
  package var expiresAt: Date
  package var createdAt: Date
  package var ipAddress: String
  package var userAgent: String

  package init(
    id: ID<Session> = .random(), tokenDigest: String, userID: ID<User>, organizationID: ID<Organization>,
    expiresAt: Date, createdAt: Date, ipAddress: String = "", userAgent: String = ""
  ) {
    self.id = id
    self.tokenDigest = tokenDigest
    self.userID = userID
    self.organizationID = organizationID
    self.expiresAt = expiresAt
    self.createdAt = createdAt
    self.ipAddress = ipAddress
    self.userAgent = userAgent
  }
}
