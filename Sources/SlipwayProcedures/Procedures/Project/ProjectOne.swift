package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one project with its environments and services.
package enum ProjectOne: Procedure {
  package static let name = "project.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a project with its environments, variables and services"

  package static func access(_ input: ProjectInput) -> Access { .subject(.project(input.projectId), .read) }

  package static func run(_ input: ProjectInput, _ call: Call) async throws -> ProjectDetail {
    try await call.store.read { tx in
      let project = try tx.projects.one(input.projectId)
      let services = Dictionary(
        grouping: try tx.deployables.overview(in: project.organizationID), by: \.environmentID)
      return ProjectDetail(
        projectId: project.id, name: project.name, description: project.description, createdAt: project.createdAt,
        organizationId: project.organizationID, env: project.env.reveal(),
        environments: try tx.environments.all(in: project.id).map {
          EnvironmentDetail($0, services: services[$0.id] ?? [], showsEnv: true)
        }, projectTags: try tx.tags.all(of: project.id).map { ProjectTagRow($0, of: project.id) })
    }
  }
}
