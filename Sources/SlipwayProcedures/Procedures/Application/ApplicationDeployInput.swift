package import SlipwayCore

/// The input of what queues a deployment.
package struct ApplicationDeployInput: Codable, Sendable {
  package var applicationId: ID<Deployable>
  package var title: String?
  package var description: String?

  package init(applicationId: ID<Deployable>, title: String? = nil, description: String? = nil) {
    self.applicationId = applicationId
    self.title = title
    self.description = description
  }
}
