import SlipwayCore
import SlipwayStore

/// Gives runs of schedules that nobody works on a job anew: it ends them, or begins those that wait.
package struct ScheduleCaretaker: Caretaker {
  package static let name = "schedules"
  package let interval = Duration.seconds(60)
  package let delay = Duration.seconds(5)
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  package func runOnce() async throws -> Int {
    let now = engine.now()
    let revived = try await engine.store.write { tx in
      let abandoned = try tx.scheduleRuns.abandoned()
      for run in abandoned { try ScheduleQueue.revive(tx, run, now: now) }
      return abandoned.count
    }
    if revived > 0 { engine.bus.publish(.jobQueued) }
    return revived
  }
}
