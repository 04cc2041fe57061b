package import Foundation
package import SlipwayCore

/// A login of the proxy on the wire.
package struct SecurityRow: Codable, Sendable {
  package var securityId: ID<BasicAuth>
  package var username: String
  /// Always the mask: only a hash is kept, and not even that is answered.
  package var password: String
  package var createdAt: Date
  package var applicationId: ID<Deployable>

  package init(_ auth: BasicAuth) {
    securityId = auth.id
    username = auth.username
    password = Secret.mask
    createdAt = auth.createdAt
    applicationId = auth.deployableID
  }
}
