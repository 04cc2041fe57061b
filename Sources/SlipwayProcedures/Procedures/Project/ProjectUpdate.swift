package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes a project's name, description or shared variables.
package enum ProjectUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var projectId: ID<Project>
    package var name: String?
    package var description: Patch<String>
    package var env: String?
    /// Accepted as it is; it cannot be changed.
    package var createdAt: String?
    /// Accepted as it is; it cannot be changed.
    package var organizationId: String?
  }

  package static let name = "project.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a project's name, description or shared variables"

  package static func access(_ input: Input) -> Access { .subject(.project(input.projectId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> ProjectRow {
    let organization = try call.organization()
    let now = call.now()
    if let other = input.organizationId, other != organization.rawValue {
      throw SlipwayError.invalid("organizationId", "a project cannot be moved to another organization")
    }
    let project = try await call.store.write { tx in
      var project = try tx.projects.one(input.projectId)
      let (name, before) = (project.name, project.env)
      if let typed = input.name { project.name = try TypedText.name(typed) }
      try SiblingNames(call).check(project, before: name, tx)
      project.description = try TypedText.description(input.description.applied(to: project.description))
      if let env = input.env { project.env = try TypedText.environment(env, keeping: before, field: "env") }
      try tx.projects.update(project)
      if project.env != before {
        let environments = try tx.environments.all(in: project.id)
        try SharedVariables.changed("project", in: environments, now, tx)
      }
      return project
    }
    call.publish(.organizationChanged(organization))
    return ProjectRow(project)
  }
}
