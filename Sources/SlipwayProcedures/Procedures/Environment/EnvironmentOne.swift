package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one environment with its services and its project.
package enum EnvironmentOne: Procedure {
  package static let name = "environment.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers an environment with its variables, services and project"

  package static func access(_ input: EnvironmentInput) -> Access {
    .subject(.environment(input.environmentId), .read)
  }

  package static func run(_ input: EnvironmentInput, _ call: Call) async throws -> EnvironmentDetail {
    try await call.store.read { tx in
      let environment = try tx.environments.one(input.environmentId)
      let services = try tx.deployables.overview(in: environment.organizationID)
      return EnvironmentDetail(
        environment, services: services.filter { $0.environmentID == environment.id }, showsEnv: true,
        project: ProjectRow(try tx.projects.one(environment.projectID)))
    }
  }
}
