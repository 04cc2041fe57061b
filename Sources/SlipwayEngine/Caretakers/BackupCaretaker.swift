import SlipwayCore
import SlipwayHost
import SlipwayStore

/// Gives runs that nobody works on a job anew, and removes what ended ones left in Docker.
package struct BackupCaretaker: Caretaker {
  package static let name = "backups"
  package let interval = Duration.seconds(600)
  package let delay = Duration.seconds(5)
  private let engine: Engine

  package init(_ engine: Engine) { self.engine = engine }

  package func runOnce() async throws -> Int {
    let now = engine.now()
    let revived = try await engine.store.write { tx in
      let abandoned = try tx.backupRuns.abandoned()
      for run in abandoned { try BackupQueue.revive(tx, run, now: now) }
      return abandoned.count
    }
    if revived > 0 { engine.bus.publish(.jobQueued) }
    return try await revived + sweep()
  }

  private func sweep() async throws -> Int {
    try await MachineRound(engine, Self.name).run { try await sweep($0) }
  }

  private func sweep(_ machine: Machine) async throws -> Int {
    let leftovers = BackupLeftovers(docker: machine.docker)
    let instance = engine.configuration.instance
    var removed = 0
    for id in try await leftovers.runs(instance) {
      let run = try await engine.store.read { try $0.backupRuns.find(id) }
      // What failed while it put a volume in its place has the only copy that is known to be whole.
      guard run?.status.isFinal ?? true, run?.isExchanging != true else { continue }
      try await leftovers.remove(instance, id, keepsVolumes: false)
      removed += 1
    }
    return removed
  }
}
