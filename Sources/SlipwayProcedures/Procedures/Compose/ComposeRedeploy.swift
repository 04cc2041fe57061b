import SlipwayCore

/// Queues a deployment of the same version of the code.
package enum ComposeRedeploy: Procedure {
  package static let name = "compose.redeploy"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Queues a deployment of the commit that serves now"

  package static func access(_ input: ComposeDeployInput) -> Access { .subject(.compose(input.composeId), .deploy) }

  package static func run(_ input: ComposeDeployInput, _ call: Call) async throws -> DeploymentQueued {
    try await ComposeQueue.enqueue(.rebuild, input, call)
  }
}
