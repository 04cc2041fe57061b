package import Foundation
package import SlipwayCore

/// An environment's own fields on the wire.
package struct EnvironmentRow: Codable, Sendable {
  package var environmentId: ID<Environment>
  package var name: String
  @Null package var description: String?
  package var createdAt: Date
  package var projectId: ID<Project>
  package var isDefault: Bool
  /// The shared variables as typed; left out where the caller asked for something else than this one environment.
  package var env: String?
  /// The project around it, where it is nested.
  package var project: ProjectRow?

  /// - Parameters:
  ///   - project: nested when given.
  ///   - showsEnv: whether the variables are written in clear.
  package init(_ environment: Environment, project: ProjectRow? = nil, showsEnv: Bool = false) {
    environmentId = environment.id
    name = environment.name
    description = environment.description
    createdAt = environment.createdAt
    projectId = environment.projectID
    isDefault = environment.isDefault
    env = showsEnv ? environment.env.reveal() : nil
    self.project = project
  }
}
