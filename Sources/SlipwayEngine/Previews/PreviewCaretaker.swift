import Foundation
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
    var (removed, failure): (Int, (any Error)?) = (0, nil)
    for preview in expired {
      do {
        removed += try await remove(preview, now) ? 1 : 0
      } catch {
        // One that cannot go yet keeps no other.
        failure = error
      }
    }
    if let failure { throw failure }
    return removed
  }

  private func remove(_ preview: PreviewDeployment, _ now: Date) async throws -> Bool {
    let begun = try await engine.store.write { tx -> PreviewRemoval.Begun? in
      // It may have been pushed to since.
      guard let found = try tx.previews.find(preview.id), let end = found.expiresAt, end <= now else { return nil }
      return try PreviewRemoval.begin(found, now: now, tx)
    }
    guard let begun else { return false }
    PreviewRemoval.announce(begun, on: engine.bus)
    engine.bus.publish(.deployableChanged(preview.parentID, preview.organizationID))
    return true
  }
}
