package import SlipwayCore

/// The answer to what queues a deployment: where to follow it.
package struct DeploymentQueued: Codable, Sendable {
  package var deploymentId: ID<Deployment>
  package var status: DeploymentStatus

  package init(_ deployment: Deployment) {
    deploymentId = deployment.id
    status = deployment.status
  }
}
