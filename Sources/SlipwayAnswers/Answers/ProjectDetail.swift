package import Foundation
package import SlipwayCore

/// `project.one`: a project with its environments, their variables and their services.
package struct ProjectDetail: Codable, Sendable {
  package var projectId: ID<Project>
  package var name: String
  @Null package var description: String?
  package var createdAt: Date
  package var organizationId: ID<Organization>
  package var env: String
  package var environments: [EnvironmentDetail]
  package var projectTags: [ProjectTagRow]

  package init(
    projectId: ID<Project>, name: String, description: String?, createdAt: Date, organizationId: ID<Organization>,
    env: String, environments: [EnvironmentDetail], projectTags: [ProjectTagRow]
  ) {
    self.projectId = projectId
    self.name = name
    self.description = description
    self.createdAt = createdAt
    self.organizationId = organizationId
    self.env = env
    self.environments = environments
    self.projectTags = projectTags
  }
}
