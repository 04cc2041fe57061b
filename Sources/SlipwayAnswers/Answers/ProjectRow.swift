package import Foundation
package import SlipwayCore

/// A project's own fields on the wire.
package struct ProjectRow: Codable, Sendable {
  package var projectId: ID<Project>
  package var name: String
  @Null package var description: String?
  package var createdAt: Date
  package var organizationId: ID<Organization>
  /// The shared variables as typed; left out where the caller asked for something else than this one project.
  package var env: String?

  /// - Parameter showsEnv: whether the variables are written in clear.
  package init(_ project: Project, showsEnv: Bool = false) {
    projectId = project.id
    name = project.name
    description = project.description
    createdAt = project.createdAt
    organizationId = project.organizationID
    env = showsEnv ? project.env.reveal() : nil
  }
}
