import SlipwayCore

/// Cancels the deployment at work and those that wait.
package enum ApplicationCancelDeployment: Procedure {
  /// What was asked for.
  package struct Output: Codable, Sendable {
    package var success: Bool
    package var message: String
    /// How many deployments were told to stop.
    package var cancelled: Int
  }

  package static let name = "application.cancelDeployment"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Cancels an application's running and waiting deployments"

  package static func access(_ input: ApplicationInput) -> Access {
    .subject(.application(input.applicationId), .deploy)
  }

  package static func run(_ input: ApplicationInput, _ call: Call) async throws -> Output {
    let count = try await ApplicationQueue.cancel(input.applicationId, statuses: [.queued, .running], call)
    let message = count == 0 ? "There is no deployment to cancel" : "Deployment cancellation requested"
    return Output(success: true, message: message, cancelled: count)
  }
}
