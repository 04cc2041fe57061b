import Foundation
import SlipwayCompose
package import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Takes back whatever a deployment began and did not finish: its service, its routes, the pause of the version before.
package struct ReleaseUndo: Sendable {
  private let engine: Engine
  private let deployment: Deployment
  /// Where the way back is told, when somebody reads it.
  private let log: DeploymentLog?

  package init(engine: Engine, deployment: Deployment, log: DeploymentLog? = nil) {
    self.engine = engine
    self.deployment = deployment
    self.log = log
  }

  /// May be called again and for a deployment that began nothing; not cut short by cancellation.
  /// - Returns: whether something of the version before had been replaced or stopped, and runs again.
  @discardableResult
  package func run() async throws -> Bool {
    let (engine, deployment, log) = (engine, deployment, log)
    return try await uncancelled { try await Self.undo(engine, deployment, log) }
  }

  /// Undoes only what keeps the version before from answering: the next process goes on with all the rest.
  /// - Parameter limit: what it does not reach by then, the next process finds.
  func bringBackSuspended(within limit: Duration) async throws {
    let (engine, deployment, log) = (engine, deployment, log)
    try await uncancelled {
      let id = deployment.deployableID
      guard let current = try await engine.store.read({ try $0.releases.names(of: id, in: [.current]).first }),
        let found = try await engine.machine(of: id).docker.inspectService(current.serviceName),
        found.Spec.Labels?[ReleaseLabels.suspended] != nil
      else { return }
      try await Deadline.run(within: limit, what: "Undoing") {
        _ = try await Self.undo(engine, deployment, log)
      }
    }
  }

  private static func undo(_ engine: Engine, _ deployment: Deployment, _ log: DeploymentLog?) async throws -> Bool {
    let (application, auth, current, candidate) = try await engine.store.read { tx in
      let application = try tx.findWorkload(deployment.deployableID)
      return (
        application, try application.flatMap { try tx.imageAuth(of: $0) },
        try tx.releases.current(of: deployment.deployableID), try tx.releases.byDeployment(deployment.id)
      )
    }
    // What serves must never be taken for a candidate.
    guard let candidate, candidate.state == .candidate || candidate.state == .failed else { return false }
    try await engine.routes.settle(deployment.deployableID)
    if let stack = try await engine.store.read({ try $0.composeStacks.find(deployment.deployableID) }) {
      let place = try await StackPlace(engine, stack)
      return try await StackUndo(place: place, stack: stack, log: log).run(
        current: current, failed: try StackFile.read(candidate))
    }
    let output = try await ServiceOutput.of(deployment.deployableID, engine)
    try await ServiceRemoval(docker: output.docker, output: output).remove(candidate.serviceName)
    guard let application, let current, !application.isStopped else { return false }
    return try await resume(current, output.docker, auth: auth, since: engine.now(), log)
  }

  /// Returns when the version before runs again: only then does anybody say that it serves.
  private static func resume(
    _ release: Release, _ docker: DockerClient, auth: RegistryAuth?, since began: Date, _ log: DeploymentLog?
  ) async throws -> Bool {
    let found = try await docker.inspectService(release.serviceName)
    guard found == nil || found?.Spec.Labels?[ReleaseLabels.suspended] != nil else { return false }
    await log?.line("Going back: the version before is started again.")
    let spec = try ServiceSpec.read(release)
    try await ServiceSuspension(docker: docker).resume(spec, auth: auth)
    try await ServiceArrival(docker: docker, limit: .seconds(30)).wait(spec, since: began)
    await log?.line("The version before was put back and runs again.")
    return true
  }
}
