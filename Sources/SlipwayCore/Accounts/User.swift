package import Foundation

/// A person who can sign in.
package struct User: Sendable, Hashable {
  package var id: ID<User>
  /// Lowercase; unique.
  package var email: String
  package var firstName: String
  package var lastName: String
  /// A `crypt(3)` hash: yescrypt, or bcrypt when imported.
  package var passwordHash: Secret
  package var createdAt: Date

  package init(
    id: ID<User> = .random(), email: String, firstName: String = "", lastName: String = "", passwordHash: Secret,
    createdAt: Date
  ) {
    self.id = id
    self.email = email
    self.firstName = firstName
    self.lastName = lastName
    self.passwordHash = passwordHash
    self.createdAt = createdAt
  }
}
