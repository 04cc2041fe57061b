package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Adds an environment to a project.
package enum EnvironmentCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var name: String
    package var description: String?
    package var projectId: ID<Project>
  }

  package static let name = "environment.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Adds an environment to a project"

  package static func access(_ input: Input) -> Access { .subject(.project(input.projectId), .write) }

  package static func run(_ input: Input, _ call: Call) async throws -> EnvironmentRow {
    let organization = try call.organization()
    let now = call.now()
    let environment = try await call.store.write { tx in
      let environment = Environment(
        organizationID: organization, projectID: input.projectId,
        name: try EnvironmentName.check(input.name, in: input.projectId, tx),
        description: try TypedText.description(input.description), createdAt: now)
      try tx.environments.insert(environment)
      return environment
    }
    call.publish(.organizationChanged(organization))
    return EnvironmentRow(environment, showsEnv: true)
  }
}
