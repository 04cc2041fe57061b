import SlipwayCore
import SlipwayStore

/// Removes previews whose time is over.
package struct PreviewCaretaker: Caretaker {
  package static let name = "previews"
  package let interval = Duration.seconds(60)
  package let delay = Duration.seconds(2)
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  package func runOnce() async throws -> Int {
    let now = engine.now()
    let expired = try await engine.store.read { try $0.previews.expired(now) }
    for preview in expired {
      let begun = try await engine.store.write { tx in
        // It may have been pushed to since.
        guard let found = try tx.previews.find(preview.id), let end = found.expiresAt, end <= now else {
          return PreviewRemoval.Begun()
        }
        return try PreviewRemoval.begin(found, now: now, tx)
      }
      PreviewRemoval.announce(begun, on: engine.bus)
      engine.bus.publish(.deployableChanged(preview.parentID, preview.organizationID))
    }
    return expired.count
  }
}
