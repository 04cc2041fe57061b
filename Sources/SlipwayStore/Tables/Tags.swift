package import SlipwayCore

/// The words that projects are told apart by, and which project has which.
package struct Tags: EntityTable {
  package static let table = "tag"
  package static let noun = "Tag"
  package let context: TableContext

  package func columns(of tag: ProjectTag) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", tag.id), ("organization_id", tag.organizationID), ("name", tag.name), ("color", tag.color),
      ("created_at", tag.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> ProjectTag {
    ProjectTag(
      id: try row["id"], organizationID: try row["organization_id"], name: try row["name"],
      color: try row["color"], createdAt: try row["created_at"])
  }

  /// By their names.
  package func all(in organization: ID<Organization>) throws -> [ProjectTag] {
    try all("WHERE organization_id = \(organization) ORDER BY lower(name), id")
  }

  package func find(name: String, in organization: ID<Organization>) throws -> ProjectTag? {
    try first("WHERE organization_id = \(organization) AND name = \(name)")
  }

  /// By their names.
  package func all(of project: ID<Project>) throws -> [ProjectTag] {
    try all("WHERE id IN (SELECT tag_id FROM project_tag WHERE project_id = \(project)) ORDER BY lower(name), id")
  }

  /// The tags of all projects of an organisation.
  package func byProject(in organization: ID<Organization>) throws -> [ID<Project>: [ProjectTag]] {
    let rows = try connection.rows(
      """
      SELECT project_tag.project_id AS project_id, tag.* FROM project_tag JOIN tag ON tag.id = project_tag.tag_id
      WHERE project_tag.organization_id = \(organization) ORDER BY lower(tag.name), tag.id
      """)
    var found: [ID<Project>: [ProjectTag]] = [:]
    for row in rows { found[try row["project_id"], default: []].append(try entity(row)) }
    return found
  }

  /// Gives a project a tag; that it has it is fine.
  package func assign(_ tag: ProjectTag, to project: ID<Project>) throws {
    try connection.run(
      """
      INSERT INTO project_tag (organization_id, project_id, tag_id)
      VALUES (\(tag.organizationID), \(project), \(tag.id)) ON CONFLICT (project_id, tag_id) DO NOTHING
      """)
  }

  /// Takes a tag from a project.
  /// - Returns: whether it had it.
  @discardableResult
  package func remove(_ tag: ID<ProjectTag>, from project: ID<Project>) throws -> Bool {
    try connection.run("DELETE FROM project_tag WHERE project_id = \(project) AND tag_id = \(tag)") > 0
  }

  /// Takes all tags from a project.
  package func clear(_ project: ID<Project>) throws {
    try connection.run("DELETE FROM project_tag WHERE project_id = \(project)")
  }
}
