package import SlipwayCore

/// What a provider is told.
package struct WebhookAnswer: Codable, Sendable, Hashable {
  package var message: String
  /// There, and true, when nothing was deployed.
  package var skipped: Bool?
  package var deploymentId: ID<Deployment>?

  package init(message: String, skipped: Bool? = nil, deploymentId: ID<Deployment>? = nil) {
    self.message = message
    self.skipped = skipped
    self.deploymentId = deploymentId
  }
}
