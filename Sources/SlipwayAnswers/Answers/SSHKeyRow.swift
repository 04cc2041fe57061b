package import Foundation
package import SlipwayCore

/// An SSH key on the wire; the private part stays here.
package struct SSHKeyRow: Codable, Sendable {
  package var sshKeyId: ID<SSHKey>
  package var name: String
  @Null package var description: String?
  package var publicKey: String
  /// Always empty: a stored private key is never answered.
  package var privateKey: String
  package var createdAt: Date
  @Null package var lastUsedAt: Date?
  package var organizationId: ID<Organization>

  package init(_ key: SSHKey) {
    sshKeyId = key.id
    name = key.name
    description = key.description
    publicKey = key.publicKey
    privateKey = ""
    createdAt = key.createdAt
    lastUsedAt = key.lastUsedAt
    organizationId = key.organizationID
  }
}
