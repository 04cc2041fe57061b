package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the environments of a project with their services.
package enum EnvironmentByProjectId: Procedure {
  package static let name = "environment.byProjectId"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the environments of a project with their services"

  package static func access(_ input: ProjectInput) -> Access { .subject(.project(input.projectId), .read) }

  package static func run(_ input: ProjectInput, _ call: Call) async throws -> [EnvironmentDetail] {
    let organization = try call.organization()
    return try await call.store.read { tx in
      let services = Dictionary(grouping: try tx.deployables.overview(in: organization), by: \.environmentID)
      let project = ProjectRow(try tx.projects.one(input.projectId))
      return try tx.environments.all(in: input.projectId).map {
        EnvironmentDetail($0, services: services[$0.id] ?? [], showsEnv: false, project: project)
      }
    }
  }
}
