package import SlipwayCore

/// Which applications a search wants; texts match anywhere and in any case, all that are given must match.
package struct SearchFilter: Sendable, Hashable {
  /// In the name, the Docker-level name or the description.
  package var q: String?
  package var name: String?
  package var appName: String?
  package var description: String?
  package var projectID: ID<Project>?
  package var environmentID: ID<Environment>?
  package var limit: Int
  package var offset: Int

  package init(
    q: String? = nil, name: String? = nil, appName: String? = nil, description: String? = nil,
    projectID: ID<Project>? = nil, environmentID: ID<Environment>? = nil, limit: Int = 20, offset: Int = 0
  ) {
    self.q = q
    self.name = name
    self.appName = appName
    self.description = description
    self.projectID = projectID
    self.environmentID = environmentID
    self.limit = limit
    self.offset = offset
  }

  var conditions: [SQL] {
    var conditions: [SQL] = []
    if let q, !q.isEmpty {
      let pattern = Self.pattern(q)
      conditions.append(
        """
        (lower(name) LIKE lower(\(pattern)) ESCAPE '!' OR lower(app_name) LIKE lower(\(pattern)) ESCAPE '!'
          OR lower(description) LIKE lower(\(pattern)) ESCAPE '!')
        """)
    }
    for (column, text) in [("name", name), ("app_name", appName), ("description", description)] {
      guard let text, !text.isEmpty else { continue }
      conditions.append("lower(\(name: column)) LIKE lower(\(Self.pattern(text))) ESCAPE '!'")
    }
    if let projectID {
      conditions.append("environment_id IN (SELECT id FROM environment WHERE project_id = \(projectID))")
    }
    if let environmentID { conditions.append("environment_id = \(environmentID)") }
    return conditions
  }

  /// The text anywhere, with nothing in it that stands for something else.
  private static func pattern(_ text: String) -> String {
    let escaped = text.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_")
    return "%" + escaped + "%"
  }
}
