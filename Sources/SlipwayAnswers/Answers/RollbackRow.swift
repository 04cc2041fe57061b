package import Foundation
package import SlipwayCore

/// A release that can be gone back to, as the published API's rollback.
package struct RollbackRow: Codable, Sendable {
  /// The release's identifier.
  package var rollbackId: ID<Release>
  package var deploymentId: ID<Deployment>
  /// Counts the application's releases from 1, oldest first.
  package var version: Int
  package var image: String
  package var createdAt: Date
  /// Whether the routes point at it now.
  package var isCurrent: Bool

  package init(_ release: Release, version: Int) {
    rollbackId = release.id
    deploymentId = release.deploymentID
    self.version = version
    image = release.imageReference
    createdAt = release.createdAt
    isCurrent = release.state == .current
  }
}
