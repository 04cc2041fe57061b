import SlipwayCore
import SlipwayStore

/// Removes sessions that have expired.
package struct SessionCaretaker: Caretaker {
  package static let name = "sessions"
  package let interval = Duration.seconds(3600)
  private let engine: Engine

  package init(engine: Engine) { self.engine = engine }

  package func runOnce() async throws -> Int {
    let now = engine.now()
    return try await engine.store.write { try $0.sessions.deleteExpired(now: now) }
  }
}
