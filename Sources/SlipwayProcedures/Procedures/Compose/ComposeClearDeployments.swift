import SlipwayCore

/// Deletes the history of deployments; those at work and those that can be gone back to stay.
package enum ComposeClearDeployments: Procedure {
  package static let name = "compose.clearDeployments"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Deletes finished deployments; releases that can be gone back to stay"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .delete) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> Bool {
    try await DeploymentHistory.clear(input.composeId, call)
    return true
  }
}
