package import Foundation

/// An image that was built, with what it was built from.
package struct BuildRecord: Sendable, Hashable {
  package var organizationID: ID<Organization>
  /// Whose Docker Engine has it: a server, or empty for Slipway's own machine.
  package var place: String
  /// The digest of all parts.
  package var key: String
  /// A digest for each thing that decides what comes out, by its name for people.
  package var parts: [String: String]
  /// `sha256:…`
  package var identity: String
  package var appName: String
  package var deployableID: ID<Deployable>
  package var deploymentID: ID<Deployment>
  package var builtAt: Date
  package var usedAt: Date

  package init(
    organizationID: ID<Organization>, place: String, key: String, parts: [String: String], identity: String,
    appName: String, deployableID: ID<Deployable>, deploymentID: ID<Deployment>, builtAt: Date, usedAt: Date
  ) {
    self.organizationID = organizationID
    self.place = place
    self.key = key
    self.parts = parts
    self.identity = identity
    self.appName = appName
    self.deployableID = deployableID
    self.deploymentID = deploymentID
    self.builtAt = builtAt
    self.usedAt = usedAt
  }
}
