package import Foundation

/// The stages of a deployment, in their order.
package enum DeploymentStep: String, Sendable, Codable, CaseIterable {
  /// Waiting for a worker.
  case queue
  /// Fetching the code or pulling the image.
  case source
  /// Building the image.
  case build
  /// Creating the new tasks.
  case start
  /// Watching that they run, are healthy and answer.
  case verify
  /// Pointing the routes at them.
  case `switch`
  /// Stopping the old tasks.
  case retire
}

/// When a deployment's step began and ended.
package struct DeploymentStepTime: Sendable, Hashable, Codable {
  package var step: DeploymentStep
  package var startedAt: Date
  package var finishedAt: Date?

  package init(step: DeploymentStep, startedAt: Date, finishedAt: Date? = nil) {
    self.step = step
    self.startedAt = startedAt
    self.finishedAt = finishedAt
  }
}
