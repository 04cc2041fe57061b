package import Foundation

/// A stage of a project, such as `production` or `staging`; services live in one.
package struct Environment: Sendable, Hashable {
  package var id: ID<Environment>
  package var organizationID: ID<Organization>
  package var projectID: ID<Project>
  package var name: String
  package var description: String?
  /// Shared variables as typed; services use them as `${{environment.KEY}}`.
  package var env: Secret
  /// The environment made with its project; it can neither be renamed nor removed.
  package var isDefault: Bool
  package var createdAt: Date

  package init(
    id: ID<Environment> = .random(), organizationID: ID<Organization>, projectID: ID<Project>, name: String,
    description: String? = nil, env: Secret = Secret(""), isDefault: Bool = false, createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.projectID = projectID
    self.name = name
    self.description = description
    self.env = env
    self.isDefault = isDefault
    self.createdAt = createdAt
  }
}
