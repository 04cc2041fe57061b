import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Cancels one deployment, or a run of a schedule, which published clients take for one.
package enum DeploymentKillProcess: Procedure {
  package static let name = "deployment.killProcess"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Cancels a deployment"

  package static func access(_ input: DeploymentInput) -> Access {
    .subject(.work(input.deploymentId), .deploy)
  }

  package static func run(_ input: DeploymentInput, _ call: Call) async throws -> NoOutput {
    let now = call.now()
    let run = ID<ScheduleRun>(input.deploymentId.rawValue)
    if try await call.store.read({ try $0.scheduleRuns.find(run) }) != nil {
      _ = try await ScheduleCancelRun.cancel(run, call)
      return NoOutput()
    }
    let deployment = try await call.store.write { try DeploymentQueue.cancel($0, input.deploymentId, now: now) }
    DeploymentQueue.announce(deployment, on: call.engine.bus)
    return NoOutput()
  }
}
