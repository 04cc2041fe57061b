import SlipwayCore
import SlipwayStore

/// Frees jobs whose lease ran out, so that they are run again.
package struct LeaseCaretaker: Caretaker {
  package static let name = "leases"
  package let interval = Duration.seconds(10)
  private let engine: Engine

  package init(engine: Engine) { self.engine = engine }

  package func runOnce() async throws -> Int {
    let now = engine.now()
    let freed = try await engine.store.write { try $0.jobs.releaseExpired(now: now) }
    if freed > 0 { engine.bus.publish(.jobQueued) }
    return freed
  }
}
