package import SlipwayCore

/// The projects of organisations.
package struct Projects: EntityTable {
  package static let table = "project"
  package static let noun = "Project"
  package let context: TableContext

  package func columns(of project: Project) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", project.id), ("organization_id", project.organizationID), ("name", project.name),
      ("description", project.description), ("created_at", project.createdAt),
      ("env", try context.seal(project.env, "project:\(project.id)")),
    ]
  }

  package func entity(_ row: Row) throws -> Project {
    let id: ID<Project> = try row["id"]
    return Project(
      id: id, organizationID: try row["organization_id"], name: try row["name"],
      description: try row["description"], env: try context.open(row["env"], "project:\(id)"),
      createdAt: try row["created_at"])
  }

  /// Newest first.
  package func all(in organization: ID<Organization>) throws -> [Project] {
    try all("WHERE organization_id = \(organization) ORDER BY created_at DESC, name")
  }

  package func count(in organization: ID<Organization>) throws -> Int {
    try count("WHERE organization_id = \(organization)")
  }
}
