package import Foundation
package import SlipwayCore

/// A redirect on the wire.
package struct RedirectRow: Codable, Sendable {
  package var redirectId: ID<Redirect>
  package var regex: String
  package var replacement: String
  package var permanent: Bool
  package var uniqueConfigKey: Int
  package var createdAt: Date
  package var applicationId: ID<Deployable>

  package init(_ redirect: Redirect) {
    redirectId = redirect.id
    regex = redirect.regex
    replacement = redirect.replacement
    permanent = redirect.isPermanent
    uniqueConfigKey = redirect.uniqueConfigKey
    createdAt = redirect.createdAt
    applicationId = redirect.deployableID
  }
}
