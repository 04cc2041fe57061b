package import Foundation

/// A key pair that git or SSH authenticates with.
package struct SSHKey: Sendable, Hashable {
  package var id: ID<SSHKey>
  package var organizationID: ID<Organization>
  package var name: String
  package var description: String?
  /// One line, OpenSSH's format.
  package var publicKey: String
  /// OpenSSH or PEM text; sealed at rest.
  package var privateKey: Secret
  package var createdAt: Date
  package var lastUsedAt: Date?

  package init(
    id: ID<SSHKey> = .random(), organizationID: ID<Organization>, name: String, description: String? = nil,
    publicKey: String, privateKey: Secret, createdAt: Date, lastUsedAt: Date? = nil
  ) {
    self.id = id
    self.organizationID = organizationID
    self.name = name
    self.description = description
    self.publicKey = publicKey
    self.privateKey = privateKey
    self.createdAt = createdAt
    self.lastUsedAt = lastUsedAt
  }
}
