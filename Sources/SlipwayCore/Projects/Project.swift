package import Foundation

/// A group of environments that belong together.
package struct Project: Sendable, Hashable {
  package var id: ID<Project>
  package var organizationID: ID<Organization>
  package var name: String
  package var description: String?
  /// Shared variables as typed (`KEY=value` lines); services use them as `${{project.KEY}}`.
  package var env: Secret
  package var createdAt: Date

  package init(
    id: ID<Project> = .random(), organizationID: ID<Organization>, name: String, description: String? = nil,
    env: Secret = Secret(""), createdAt: Date
  ) {
    self.id = id
    self.organizationID = organizationID
    self.name = name
    self.description = description
    self.env = env
    self.createdAt = createdAt
  }
}
