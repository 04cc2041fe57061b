package import SlipwayAnswers
package import SlipwayCore
import SlipwayStore

/// Changes an environment's name, description or shared variables.
package enum EnvironmentUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var environmentId: ID<Environment>
    package var name: String?
    package var description: Patch<String>
    package var env: String?
    /// Accepted as it is; it cannot be changed.
    package var projectId: ID<Project>?
  }

  package static let name = "environment.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes an environment's name, description or shared variables"

  package static func access(_ input: Input) -> Access {
    let own = Access.subject(.environment(input.environmentId), .write)
    guard let project = input.projectId else { return own }
    return .all([own, .subject(.project(project), .read)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> EnvironmentRow {
    let now = call.now()
    let environment = try await call.store.write { tx in
      var environment = try tx.environments.one(input.environmentId)
      let before = environment.env
      try change(&environment, input, tx)
      try tx.environments.update(environment)
      if environment.env != before { try SharedVariables.changed("environment", in: [environment], now, tx) }
      return environment
    }
    call.publish(.organizationChanged(environment.organizationID))
    return EnvironmentRow(environment)
  }

  private static func change(_ environment: inout Environment, _ input: Input, _ tx: Transaction) throws {
    if let project = input.projectId, project != environment.projectID {
      throw SlipwayError.invalid("projectId", "an environment cannot be moved to another project")
    }
    if let typed = input.name, typed != environment.name {
      guard !environment.isDefault else {
        throw SlipwayError.invalid("name", "the default environment cannot be renamed")
      }
      environment.name = try EnvironmentName.check(typed, in: environment.projectID, except: environment.id, tx)
    }
    environment.description = try TypedText.description(input.description.applied(to: environment.description))
    if let env = input.env {
      environment.env = try TypedText.environment(env, keeping: environment.env, field: "env")
    }
  }
}
