import SlipwayCore
import SlipwayHost
import SlipwayStore

/// A restore that failed while it put one volume in the place of another: nothing is started on what is left of that,
/// neither by a push nor by a hand that did not read why.
enum UnfinishedExchange {
  /// - Returns: why nothing of a service may run, as a sentence; `nil` when it may.
  static func obstacle(_ service: ID<Deployable>, _ engine: Engine) async throws -> String? {
    let failed = try await engine.store.read { tx in
      try tx.backupRuns.all(of: service, limit: 1000).filter { $0.isExchanging && $0.status.isFinal }
    }
    for run in failed {
      let staging = VolumeExchange.staging(of: run.id)
      // Who has put it right by hand takes away what was kept for it.
      guard try await engine.machine(of: service).docker.inspectVolume(staging) != nil else { continue }
      return
        "The volume \(run.restore?.volumeName ?? "") is not whole, because a restore of it failed. Restore it again; or put "
        + "it right by hand and remove the volume \(staging)."
    }
    return nil
  }

  /// What was kept for a volume is not needed any more.
  static func forget(_ tx: Transaction, of service: ID<Deployable>, volumes: [String]) throws {
    for var run in try tx.backupRuns.all(of: service, limit: 1000) where run.isExchanging && run.status.isFinal {
      guard volumes.contains(run.restore?.volumeName ?? "") else { continue }
      run.restore?.staged = nil
      try tx.backupRuns.update(run)
    }
  }
}
