import SlipwayCore

/// Cancels the deployment at work and those that wait.
package enum ServiceCancelDeployment<Service: CodeService>: Procedure {
  package static var name: String { "\(Service.router).cancelDeployment" }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Cancels the running and waiting deployments of \(Service.noun)" }

  package static func access(_ input: Service.Input) -> Access { .subject(Service.subject(input.service), .deploy) }

  package static func run(_ input: Service.Input, _ call: Call) async throws -> CancelledDeployments {
    let count = try await DeployableQueue.cancel(input.service, statuses: [.queued, .running], call)
    let message = count == 0 ? "There is no deployment to cancel" : "Deployment cancellation requested"
    return CancelledDeployments(success: true, message: message, cancelled: count)
  }
}

/// What was asked of deployments that are no longer wanted.
package struct CancelledDeployments: Codable, Sendable {
  package var success: Bool
  package var message: String
  /// How many deployments were told to stop.
  package var cancelled: Int
}
