package import SlipwayCore

/// The environments of projects.
package struct Environments: EntityTable {
  package static let table = "environment"
  package static let noun = "Environment"
  package let context: TableContext

  package func columns(of environment: Environment) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", environment.id), ("organization_id", environment.organizationID),
      ("project_id", environment.projectID), ("name", environment.name),
      ("description", environment.description), ("is_default", environment.isDefault),
      ("created_at", environment.createdAt),
      ("env", try context.seal(environment.env, "environment:\(environment.id)")),
    ]
  }

  package func entity(_ row: Row) throws -> Environment {
    let id: ID<Environment> = try row["id"]
    return Environment(
      id: id, organizationID: try row["organization_id"], projectID: try row["project_id"],
      name: try row["name"], description: try row["description"],
      env: try context.open(row["env"], "environment:\(id)"), isDefault: try row["is_default"],
      createdAt: try row["created_at"])
  }

  /// The default one first, then oldest first.
  package func all(in project: ID<Project>) throws -> [Environment] {
    try all("WHERE project_id = \(project) ORDER BY is_default DESC, created_at, name")
  }

  /// Those of all projects of an organisation, in the same order.
  package func all(in organization: ID<Organization>) throws -> [Environment] {
    try all("WHERE organization_id = \(organization) ORDER BY is_default DESC, created_at, name")
  }

  package func count(in organization: ID<Organization>) throws -> Int {
    try count("WHERE organization_id = \(organization)")
  }

  /// The one that was made with the project.
  package func `default`(of project: ID<Project>) throws -> Environment? {
    try first("WHERE project_id = \(project) AND is_default = TRUE ORDER BY created_at LIMIT 1")
  }
}
