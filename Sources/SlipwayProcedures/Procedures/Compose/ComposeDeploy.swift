import SlipwayCore

/// Queues a deployment: file, images, release.
package enum ComposeDeploy: Procedure {
  package static let name = "compose.deploy"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Queues a deployment of a compose stack"

  package static func access(_ input: ComposeDeployInput) -> Access { .subject(.compose(input.composeId), .deploy) }

  package static func run(_ input: ComposeDeployInput, _ call: Call) async throws -> DeploymentQueued {
    try await ComposeQueue.enqueue(.deploy, input, call)
  }
}
