package import Foundation
package import SlipwayCore
import SlipwayStore

/// An environment with its services: `environment.one`, and in `project.one`.
package struct EnvironmentDetail: Codable, Sendable {
  package var environmentId: ID<Environment>
  package var name: String
  @Null package var description: String?
  package var isDefault: Bool
  package var createdAt: Date
  package var projectId: ID<Project>
  /// The shared variables as typed; left out in `environment.byProjectId`.
  package var env: String?
  package var project: ProjectRow?
  package var applications: [ServiceRow]
  package var compose: [NoEntity] = [], postgres: [NoEntity] = [], mysql: [NoEntity] = [], mariadb: [NoEntity] = []
  package var mongo: [NoEntity] = [], redis: [NoEntity] = [], libsql: [NoEntity] = []

  init(_ environment: Environment, services: [ServiceSummary], showsEnv: Bool, project: ProjectRow? = nil) {
    environmentId = environment.id
    name = environment.name
    description = environment.description
    isDefault = environment.isDefault
    createdAt = environment.createdAt
    projectId = environment.projectID
    env = showsEnv ? environment.env.reveal() : nil
    self.project = project
    applications = services.map(ServiceRow.init)
  }
}
