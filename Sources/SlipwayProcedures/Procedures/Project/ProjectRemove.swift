package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Removes a project with everything in it: rows, running services, routes, files.
package enum ProjectRemove: Procedure {
  package static let name = "project.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes a project and stops and removes all of its services"

  package static func access(_ input: ProjectInput) -> Access { .subject(.project(input.projectId), .delete) }

  package static func run(_ input: ProjectInput, _ call: Call) async throws -> ProjectRow {
    let now = call.now()
    let (project, begun) = try await call.store.write { tx in
      let project = try tx.projects.one(input.projectId)
      let deployables = try tx.environments.all(in: project.id).flatMap { try tx.deployables.all(in: $0.id) }
      let begun = try DeployableRemoval.begin(deployables, now, tx)
      try tx.projects.delete(project.id)
      return (project, begun)
    }
    call.publish(.organizationChanged(project.organizationID))
    try await DeployableRemoval.finish(begun, call)
    return ProjectRow(project)
  }
}
