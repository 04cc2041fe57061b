package import Foundation
package import SlipwayCore

/// An organisation's projects as the list of all of them shows them: three queries that open no secret.
package struct ProjectOverview: Sendable, Hashable {
  /// A project with its environments.
  package struct Project: Sendable, Hashable {
    package var id: ID<SlipwayCore.Project>
    package var name: String
    package var description: String?
    package var createdAt: Date
    package var environments: [Environment]
  }

  /// An environment with its services.
  package struct Environment: Sendable, Hashable {
    package var id: ID<SlipwayCore.Environment>
    package var name: String
    package var isDefault: Bool
    package var services: [Service]
  }

  /// A service: no more than its name and state.
  package struct Service: Sendable, Hashable {
    package var id: ID<Deployable>
    package var name: String
    package var status: Deployable.Status
    package var kind: Deployable.Kind
    /// A database's engine; empty of other kinds.
    package var detail: String

    package init(
      id: ID<Deployable>, name: String, status: Deployable.Status, kind: Deployable.Kind = .application,
      detail: String = ""
    ) {
      self.id = id
      self.kind = kind
      self.detail = detail
      self.name = name
      self.status = status
    }
  }

  /// Newest first; environments with the default one first, services oldest first.
  package var projects: [Project]
}

extension Transaction {
  /// Reads it for an organisation.
  package func projectOverview(of organization: ID<Organization>) throws -> ProjectOverview {
    let services = try services(of: organization)
    let environments = try environments(of: organization, services)
    let rows = try context.connection.rows(
      """
      SELECT id, name, description, created_at FROM project WHERE organization_id = \(organization)
      ORDER BY created_at DESC, name
      """)
    return ProjectOverview(
      projects: try rows.map { row in
        let id: ID<Project> = try row["id"]
        return ProjectOverview.Project(
          id: id, name: try row["name"], description: try row["description"], createdAt: try row["created_at"],
          environments: environments[id] ?? [])
      })
  }

  private func environments(
    of organization: ID<Organization>, _ services: [ID<Environment>: [ProjectOverview.Service]]
  ) throws -> [ID<Project>: [ProjectOverview.Environment]] {
    let rows = try context.connection.rows(
      """
      SELECT id, project_id, name, is_default FROM environment WHERE organization_id = \(organization)
      ORDER BY is_default DESC, created_at, name
      """)
    var found: [ID<Project>: [ProjectOverview.Environment]] = [:]
    for row in rows {
      let id: ID<Environment> = try row["id"]
      found[try row["project_id"], default: []].append(
        ProjectOverview.Environment(
          id: id, name: try row["name"], isDefault: try row["is_default"], services: services[id] ?? []))
    }
    return found
  }

  private func services(of organization: ID<Organization>) throws -> [ID<Environment>: [ProjectOverview.Service]] {
    let rows = try context.connection.rows(
      """
      SELECT id, environment_id, name, status, kind, detail FROM deployable
      WHERE organization_id = \(organization) AND \(Deployables.isListed)
      ORDER BY created_at, name
      """)
    var found: [ID<Environment>: [ProjectOverview.Service]] = [:]
    for row in rows {
      found[try row["environment_id"], default: []].append(
        ProjectOverview.Service(
          id: try row["id"], name: try row["name"], status: try row["status"], kind: try row["kind"],
          detail: try row["detail"]))
    }
    return found
  }
}
