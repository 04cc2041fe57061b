import SlipwayCore

/// Cancels the deployment at work and those that wait.
package enum ComposeCancelDeployment: Procedure {
  package static let name = "compose.cancelDeployment"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Cancels a compose stack's running and waiting deployments"

  package static func access(_ input: ComposeInput) -> Access { .subject(.compose(input.composeId), .deploy) }

  package static func run(_ input: ComposeInput, _ call: Call) async throws -> ApplicationCancelDeployment.Output {
    let count = try await ApplicationQueue.cancel(input.composeId, statuses: [.queued, .running], call)
    let message = count == 0 ? "There is no deployment to cancel" : "Deployment cancellation requested"
    return ApplicationCancelDeployment.Output(success: true, message: message, cancelled: count)
  }
}
