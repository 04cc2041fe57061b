import Foundation
package import SlipwayCore
import SlipwayStore

/// Notes in the rows, and on the bus, at which step a deployment is.
package actor StepRecorder {
  package nonisolated let engine: Engine
  private let deployment: Deployment
  private(set) package var current: DeploymentStep

  package init(engine: Engine, deployment: Deployment) {
    self.engine = engine
    self.deployment = deployment
    current = .queue
  }

  /// The step before ended, and `step` begins.
  package func begin(_ step: DeploymentStep) async throws {
    if current != step { StepRecorder.reached("\(current.rawValue).end", engine.configuration) }
    let (id, now) = (deployment.id, engine.now())
    try await engine.store.write { try $0.deployments.setStep(id, step, now: now) }
    current = step
    engine.bus.publish(.deploymentChanged(id, deployment.deployableID, deployment.organizationID))
    StepRecorder.reached(step.rawValue, engine.configuration)
  }

  /// The test hook: when the configuration names this point, the process dies as it would of a power cut.
  /// - Parameter point: a step (`build`), its end (`build.end`), `finish`, a kind of job (`job.stop`, `job.stop.end`), or what
  ///   must not be lost within one: `password`, `pause`, `exchange` and its parts.
  package static func reached(_ point: String, _ configuration: Configuration) {
    guard let wanted = configuration.killAt, wanted == point else { return }
    kill(getpid(), SIGKILL)
  }
}
