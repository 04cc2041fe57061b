package import Foundation

/// The public half of a key pair that a person pushes code with over SSH.
package struct PushKey: Sendable, Hashable {
  package var id: ID<PushKey>
  package var organizationID: ID<Organization>
  package var userID: ID<User>
  package var name: String
  /// Two words, OpenSSH's format without the comment: `ssh-ed25519 AAAA…`.
  package var publicKey: String
  /// `SHA256:` and base64 without padding, as ssh-keygen prints it; unique in an organisation.
  package var fingerprint: String
  package var createdAt: Date
  package var lastUsedAt: Date?

  package init(
    id: ID<PushKey> = .random(), organizationID: ID<Organization>, userID: ID<User>, name: String, publicKey: String,
    fingerprint: String, createdAt: Date, lastUsedAt: Date? = nil
  ) {
    self.id = id
    self.organizationID = organizationID
    self.userID = userID
    self.name = name
    self.publicKey = publicKey
    self.fingerprint = fingerprint
    self.createdAt = createdAt
    self.lastUsedAt = lastUsedAt
  }
}
