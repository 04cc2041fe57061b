import Foundation
import SlipwayCore
import SlipwayStore

/// One transaction of the runner: it ends what succeeded, gives back what it has leased in vain, and leases what can run.
struct JobTurn: Sendable {
  /// How many jobs it leases: the other writers wait for it meanwhile.
  private static let mostAtOnce = 64

  let engine: Engine
  let timing: JobTiming
  /// Who holds the leases.
  let owner: String

  /// What it brought.
  struct Outcome: Sendable {
    var claimed: Claimed
    /// Until a job becomes available that is not yet.
    var next: Duration?
    /// Whether there may be more to lease.
    var isFull: Bool
  }

  func run(ended: [Job], stale: [Job]) async throws -> Outcome {
    let (owner, now) = (owner, engine.now())
    let until = now.addingTimeInterval(timing.lease.inSeconds)
    let (done, back, ahead) = (ended.map(\.id), stale.map(\.id), ahead(after: ended))
    // Where a wake-up comes to one worker only, the next job is for whoever is called next.
    let most = engine.bus.wakesOne ? 1 : Self.mostAtOnce
    let (claimed, next) = try await engine.store.write { tx in
      try tx.jobs.finish(done, owner: owner)
      try tx.jobs.release(back, owner: owner)
      let settings = try tx.serverSettings()
      let pools = Dictionary(uniqueKeysWithValues: JobPool.allCases.map { ($0.rawValue, $0.limit(settings)) })
      let request = ClaimRequest(owner: owner, pools: pools, ahead: ahead, now: now, leaseUntil: until)
      // What has become available since the last look must ring, too.
      return (try tx.jobs.claim(request, atMost: most), try tx.jobs.nextAvailable(after: now))
    }
    return Outcome(
      claimed: claimed,
      next: next.map { .milliseconds(max(10, Int($0.timeIntervalSince(engine.now()) * 1000) + 5)) },
      isFull: !engine.bus.wakesOne && claimed.jobs.count == most)
  }

  /// As many as have just ended, so that nothing waits in a hand while jobs are long.
  private func ahead(after ended: [Job]) -> [String: Int] {
    guard !engine.bus.wakesOne else { return [:] }
    let counts = Dictionary(ended.map { ($0.pool, 1) }, uniquingKeysWith: +)
    return Dictionary(uniqueKeysWithValues: counts.map { ($0, min($1, JobPool(rawValue: $0)?.ahead ?? 0)) })
  }
}
