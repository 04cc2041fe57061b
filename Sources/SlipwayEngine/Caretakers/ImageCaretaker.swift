import SlipwayStore

/// Removes images and file contents that no kept release needs, of applications whose last clearing was missed.
package struct ImageCaretaker: Caretaker {
  package static let name = "images"
  package let interval = Duration.seconds(3600)
  /// It looks at every application, and nobody waits for it.
  package let delay = Duration.seconds(300)
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  package func runOnce() async throws -> Int {
    var removed = 0
    for application in try await engine.store.read({ try $0.applications.all() }) {
      removed += try await Leftovers(engine: engine).prune(application)
    }
    return removed
  }
}
