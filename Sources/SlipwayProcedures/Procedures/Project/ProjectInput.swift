package import SlipwayCore

/// The input of what concerns one project.
package struct ProjectInput: Codable, Sendable {
  package var projectId: ID<Project>

  package init(projectId: ID<Project>) { self.projectId = projectId }
}
