import SlipwayCore

/// Deletes the history of deployments; those at work and those that can be gone back to stay.
package enum ApplicationClearDeployments: Procedure {
  package static let name = "application.clearDeployments"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Deletes finished deployments; releases that can be gone back to stay"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .delete)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> Bool {
    try await DeploymentHistory.clear(input.applicationId, call)
    return true
  }
}
