package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Removes an environment that has no services.
package enum EnvironmentRemove: Procedure {
  package static let name = "environment.remove"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Removes an empty environment"

  package static func access(_ input: EnvironmentInput) -> Access {
    .subject(.environment(input.environmentId), .delete)
  }

  package static func run(_ input: EnvironmentInput, _ call: Call) async throws -> EnvironmentRow {
    let environment = try await call.store.write { tx in
      let environment = try tx.environments.one(input.environmentId)
      guard !environment.isDefault else {
        throw SlipwayError(.badRequest, "The default environment cannot be removed; remove the project instead.")
      }
      guard try tx.deployables.all(in: environment.id).isEmpty else {
        throw SlipwayError(.badRequest, "This environment has services: delete or move them first.")
      }
      try tx.environments.delete(environment.id)
      return environment
    }
    call.publish(.organizationChanged(environment.organizationID))
    return EnvironmentRow(environment)
  }
}
