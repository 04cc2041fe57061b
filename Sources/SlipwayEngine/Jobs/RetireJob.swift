import Foundation
import SlipwayCompose
import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Removes what a deployable's newest release replaced: old services, files and images.
package enum RetireJob: RunnableJob {
  package typealias Arguments = DeployableArguments
  package static let kind = "retire"
  package static let pool = JobPool.upkeep

  /// `DeploymentFinish` enqueues it for the moment of the switch and `drainSeconds`: requests in flight had their time.
  /// `LeftoverCaretaker` does so for what a job could not remove then.
  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    StepRecorder.reached("retire", engine.configuration)
    let (found, current) = try await engine.store.read { tx in
      (
        try tx.deployables.find(arguments.deployable),
        try tx.releases.names(of: arguments.deployable, in: [.current]).first?.serviceName
      )
    }
    guard let deployable = found else { return }
    if deployable.kind == .compose { return try await retireStack(deployable, engine) }
    if let current { try await removeServices(of: deployable, except: current, engine) }
    StepRecorder.reached("retire.end", engine.configuration)
    try await Leftovers(engine: engine).prune(deployable)
  }

  private static func removeServices(of deployable: Deployable, except current: String, _ engine: Engine) async throws
  {
    // From here on the rows say what is served; the probe is no longer needed.
    try await engine.routes.settle(deployable.id)
    let machine = try await engine.machine(of: deployable.id)
    let docker = machine.docker
    let labels = ReleaseLabels.own(deployable.id, engine)
    for service in try await docker.listServices(labels: labels) where service.Spec.Name != current {
      try await ServiceOutput(engine, machine).keeping(service: service.Spec.Name) {
        try await docker.removeService(service.Spec.Name)
      }
    }
  }

  private static func retireStack(_ stack: Deployable, _ engine: Engine) async throws {
    let machine = try await engine.machine(at: stack.serverID)
    let place = try StackPlace(engine, machine, stack.id, appName: stack.appName)
    if let current = try await engine.store.read({ try $0.releases.current(of: stack.id) }) {
      // From here on the rows say what is served; the probe is no longer needed.
      try await engine.routes.settle(stack.id)
      try await StackControl(place).removeOthers(than: try StackFile.read(current))
    }
    StepRecorder.reached("retire.end", engine.configuration)
    try await StackLeftovers(engine: engine).prune(stack, place)
  }
}
