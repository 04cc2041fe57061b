import SlipwayCore

/// Makes every machine agree with the rows again.
package struct OrphanCaretaker: Caretaker {
  package static let name = "orphans"
  package let interval = Duration.seconds(600)
  /// The first answers of a start come before it.
  package let delay = Duration.seconds(1)
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  package func runOnce() async throws -> Int {
    try await MachineRound(engine, Self.name).run { try await MachineCare(engine: engine, machine: $0).run() }
  }
}
