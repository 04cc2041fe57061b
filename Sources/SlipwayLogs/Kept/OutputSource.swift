package import SlipwayCore

/// A container whose output is kept, and whose it is.
package struct OutputSource: Sendable {
  /// The container's id.
  package var container: String
  /// The Swarm's task, for a container on another node.
  package var task: String?
  package var name: String
  package var isTTY: Bool
  package var organizationID: ID<Organization>
  package var deployableID: ID<Deployable>
  package var deploymentID: ID<Deployment>?
  /// Of a compose stack: by its name in the file; empty otherwise.
  package var service: String
  /// What must not be seen in it.
  package var secrets: [Secret]

  package init(
    container: String, task: String? = nil, name: String, isTTY: Bool = false, organizationID: ID<Organization>,
    deployableID: ID<Deployable>, deploymentID: ID<Deployment>?, service: String = "", secrets: [Secret] = []
  ) {
    self.container = container
    self.task = task
    self.name = name
    self.isTTY = isTTY
    self.organizationID = organizationID
    self.deployableID = deployableID
    self.deploymentID = deploymentID
    self.service = service
    self.secrets = secrets
  }
}
