package import SlipwayCore

/// The input of what concerns one deployment.
package struct DeploymentInput: Codable, Sendable {
  package var deploymentId: ID<Deployment>

  package init(deploymentId: ID<Deployment>) { self.deploymentId = deploymentId }
}
