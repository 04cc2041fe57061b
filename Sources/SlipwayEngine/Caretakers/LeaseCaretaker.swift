import SlipwayCore
import SlipwayStore

/// Frees jobs whose lease ran out, so that they are run again, and gives deployments that nobody works on a job anew.
package struct LeaseCaretaker: Caretaker {
  package static let name = "leases"
  package let interval = Duration.seconds(10)
  private let engine: Engine

  package init(engine: Engine) { self.engine = engine }

  package func runOnce() async throws -> Int {
    let now = engine.now()
    let freed = try await engine.store.write { tx in
      let abandoned = try tx.deployments.abandoned()
      for deployment in abandoned { try DeploymentQueue.revive(tx, deployment, now: now) }
      return try tx.jobs.releaseExpired(now: now) + abandoned.count
    }
    if freed > 0 { engine.bus.publish(.jobQueued) }
    return freed
  }
}
