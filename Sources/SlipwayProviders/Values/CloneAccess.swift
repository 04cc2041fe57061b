package import Foundation
package import SlipwayCore

/// How git is let in to one repository, for a short time.
package struct CloneAccess: Sendable {
  /// Without a user name and a password.
  package var url: String
  package var username: String
  package var password: Secret
  /// `nil` where the provider does not say.
  package var expiresAt: Date?

  package init(url: String, username: String, password: Secret, expiresAt: Date? = nil) {
    self.url = url
    self.username = username
    self.password = password
    self.expiresAt = expiresAt
  }
}
