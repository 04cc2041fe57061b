package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Creates a project with its environment `production`.
package enum ProjectCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    package var description: String?
    package var env: String?
  }

  /// The new rows.
  package struct Output: Codable, Sendable {
    package var project: ProjectRow
    package var environment: EnvironmentRow
  }

  package static let name = "project.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Creates a project with its environment 'production'"

  package static func access(_ input: Input) -> Access { .organization(.admin) }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    let organization = try call.organization()
    let project = Project(
      organizationID: organization, name: try TypedText.name(input.name),
      description: try TypedText.description(input.description), env: try TypedText.environment(input.env ?? ""),
      createdAt: call.now())
    let environment = Environment(
      organizationID: organization, projectID: project.id, name: "production",
      description: "Production environment", isDefault: true, createdAt: call.now())
    try await call.store.write { tx in
      try SiblingNames(call).check(project, tx)
      try tx.projects.insert(project)
      try tx.environments.insert(environment)
    }
    call.publish(.organizationChanged(organization))
    return Output(
      project: ProjectRow(project, showsEnv: true), environment: EnvironmentRow(environment, showsEnv: true))
  }
}
