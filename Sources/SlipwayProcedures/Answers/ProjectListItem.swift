package import Foundation
package import SlipwayCore

/// A project in `project.all`, with its environments and their services.
package struct ProjectListItem: Codable, Sendable {
  /// An environment with the names and states of its services.
  package struct Environment: Codable, Sendable {
    package var environmentId: ID<SlipwayCore.Environment>
    package var name: String
    package var isDefault: Bool
    package var applications: [ServiceBrief]
    package var compose: [NoEntity] = [], postgres: [NoEntity] = [], mysql: [NoEntity] = [], mariadb: [NoEntity] = []
    package var mongo: [NoEntity] = [], redis: [NoEntity] = [], libsql: [NoEntity] = []
  }

  package var projectId: ID<Project>
  package var name: String
  @Null package var description: String?
  package var createdAt: Date
  package var organizationId: ID<Organization>
  package var environments: [Environment]
  package var projectTags: [NoEntity] = []
}
