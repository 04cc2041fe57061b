package import Foundation
package import SlipwayCore

/// A key that pushes code, as it goes over the wire.
package struct PushKeyRow: Codable, Sendable {
  package var pushKeyId: ID<PushKey>
  package var name: String
  package var publicKey: String
  /// `SHA256:…`, as ssh-keygen prints it.
  package var fingerprint: String
  package var createdAt: Date
  /// To the minute.
  @Null package var lastUsedAt: Date?

  package init(_ key: PushKey) {
    pushKeyId = key.id
    name = key.name
    publicKey = key.publicKey
    fingerprint = key.fingerprint
    createdAt = key.createdAt
    lastUsedAt = key.lastUsedAt
  }
}
