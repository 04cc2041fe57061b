package import Foundation

/// A version put into service: an image pinned by its identity and the whole service as it was asked of Swarm.
package struct Release: Sendable, Hashable {
  /// Whether it serves.
  package enum State: String, Sendable, Codable, CaseIterable {
    /// Started, not yet proven.
    case candidate
    /// The routes point at it.
    case current
    /// Served once; can be gone back to.
    case previous
    /// Never proved itself.
    case failed
    /// Served once; its image and files are not kept any more.
    case retired
  }

  package var id: ID<Release>
  package var organizationID: ID<Organization>
  package var deployableID: ID<Deployable>
  package var deploymentID: ID<Deployment>
  package var state: State
  /// The Swarm service's name, one for each release.
  package var serviceName: String
  /// The tag, one for each deployment.
  package var imageReference: String
  /// `sha256:…` of the image, or the digest reference of a pulled one.
  package var imageIdentity: String
  /// The service spec as JSON; sealed at rest because it holds the environment.
  package var spec: Secret
  /// Of a compose stack: the address of each service that has a domain.
  package var addresses: [String: String] = [:]
  package var createdAt: Date

  package init(
    id: ID<Release> = .random(), organizationID: ID<Organization>, deployableID: ID<Deployable>,
    deploymentID: ID<Deployment>, state: State = .candidate, serviceName: String, imageReference: String,
    imageIdentity: String, spec: Secret, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.deployableID = deployableID
    self.deploymentID = deploymentID
    self.state = state
    self.serviceName = serviceName
    self.imageReference = imageReference
    self.imageIdentity = imageIdentity
    self.spec = spec
    self.createdAt = createdAt
  }
}
