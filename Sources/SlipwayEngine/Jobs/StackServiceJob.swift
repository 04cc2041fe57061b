package import Foundation
import SlipwayCompose
package import SlipwayCore
package import SlipwayStore

/// Makes what runs of a stack's services what their owner wants, without a deployment.
package enum StackServiceJob: RunnableJob {
  /// Which stack.
  package struct Arguments: Codable, Sendable {
    package var deployable: ID<Deployable>
    /// A service whose containers end and start again.
    package var restarting: String?

    package init(deployable: ID<Deployable>, restarting: String? = nil) {
      self.deployable = deployable
      self.restarting = restarting
    }
  }
  package static let kind = "stack-service"
  package static let pool = JobPool.upkeep

  /// - Returns: the job.
  /// - Throws: ``SlipwayError`` `conflict` while a deployment waits or works; `preconditionFailed` for a stopped stack.
  package static func enqueue(
    _ tx: Transaction, _ stack: ComposeStack, restarting: String? = nil, now: Date
  ) throws -> ID<Job> {
    guard try tx.deployments.active(of: stack.id).isEmpty else {
      throw SlipwayError(.conflict, "A deployment of it waits or is at work: wait for it or cancel it first.")
    }
    guard !stack.isStopped else {
      throw SlipwayError(.preconditionFailed, "The whole stack is stopped; start it first.")
    }
    let job = try queued(
      Arguments(deployable: stack.id, restarting: restarting), organization: stack.organizationID,
      lane: JobLane.deployable(stack.id), at: now, now: now)
    try tx.jobs.enqueue(job)
    return job.id
  }

  package static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let engine = context.engine
    let found = try await engine.store.read { tx -> (ComposeStack, Release)? in
      guard let stack = try tx.composeStacks.find(arguments.deployable),
        let release = try tx.releases.current(of: stack.id)
      else { return nil }
      return (stack, release)
    }
    // A later wish has its own job.
    guard let (stack, release) = found, !stack.isStopped else { return }
    let place = try await StackPlace(engine, stack)
    let file = try StackFile.read(release)
    let control = StackControl(place)
    if let name = arguments.restarting, let service = file.services[name] {
      try await control.require(file, of: stack)
      try await place.runner(file.kind).restart(key: service.key)
    }
    try await control.start(file, of: stack)
    engine.bus.publish(.deployableChanged(stack.id, stack.organizationID))
  }
}
