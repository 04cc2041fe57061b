import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct JobTableTests {
  private let tenant = Tenant()
  private func at(_ seconds: Double) -> Date { Tenant.start.addingTimeInterval(seconds) }
  private func request(
    _ owner: String = "me", pools: [String: Int] = ["builds": 10], now: Double = 0
  ) -> ClaimRequest {
    ClaimRequest(owner: owner, pools: pools, now: at(now), leaseUntil: at(now + 15))
  }

  @Test func `the oldest available job is claimed with a lease`() async throws {
    let store = try await tenant.store()
    let (first, second, later) = (tenant.job("a"), tenant.job("b"), tenant.job("c", at: 60))
    let (now, soon, late) = (request(), request(now: 59), request(now: 60))
    let (lease, next) = (at(15), at(60))
    try await store.write { tx throws in
      for job in [later, first, second] { try tx.jobs.enqueue(job) }
      #expect(try tx.jobs.one(first.id) == first)
      let claimed = try tx.jobs.claim(now)
      #expect(claimed?.id == first.id && claimed?.state == .running && claimed?.attempts == 0)
      #expect(claimed?.leaseOwner == "me" && claimed?.leaseUntil == lease)
      #expect(try tx.jobs.claim(now)?.id == second.id)
      #expect(try tx.jobs.nextAvailable(after: Tenant.start) == next)
      #expect(try tx.jobs.claim(soon) == nil)
      #expect(try tx.jobs.claim(late)?.id == later.id)
      #expect(try tx.jobs.nextAvailable(after: Tenant.start) == nil)
      #expect(try tx.jobs.active().map(\.state) == [.running, .running, .running])
    }
  }

  @Test func `a lane runs one after the other, in order`() async throws {
    let store = try await tenant.store()
    let (a1, a2, b1) = (tenant.job(lane: "a"), tenant.job(lane: "a"), tenant.job(lane: "b"))
    let request = request()
    try await store.write { tx throws in
      for job in [a1, a2, b1] { try tx.jobs.enqueue(job) }
      #expect(try tx.jobs.claim(request)?.id == a1.id)
      #expect(try tx.jobs.claim(request)?.id == b1.id)
      #expect(try tx.jobs.claim(request) == nil)
      #expect(try tx.jobs.finish(a1.id, owner: "me", state: .finished))
      #expect(try tx.jobs.claim(request)?.id == a2.id)
    }
  }

  @Test func `a pool never runs more than its limit and unknown pools are left alone`() async throws {
    let store = try await tenant.store()
    let (one, two, upkeep) = (tenant.job(), tenant.job(), tenant.job(pool: "upkeep"))
    let (narrow, wide, none) = (
      request(pools: ["builds": 1]), request(pools: ["builds": 1, "upkeep": 4]), request(pools: [:])
    )
    try await store.write { tx throws in
      for job in [one, two, upkeep] { try tx.jobs.enqueue(job) }
      #expect(try tx.jobs.claim(none) == nil)
      #expect(try tx.jobs.claim(narrow)?.id == one.id)
      #expect(try tx.jobs.claim(narrow) == nil)
      #expect(try tx.jobs.claim(wide)?.id == upkeep.id)
      #expect(try tx.jobs.finish(one.id, owner: "me", state: .failed, error: "e"))
      #expect(try tx.jobs.one(one.id).lastError == "e")
      #expect(try tx.jobs.claim(narrow)?.id == two.id)
    }
  }

  @Test func `several are claimed at once as one after the other would be`() async throws {
    let store = try await tenant.store()
    let jobs = [
      tenant.job("0", lane: "a"), tenant.job("1", lane: "a"), tenant.job("2"), tenant.job("3", pool: "upkeep"),
      tenant.job("4", lane: "b"), tenant.job("5", pool: "upkeep"), tenant.job("6", pool: "unknown"), tenant.job("7"),
      tenant.job("8", at: 60), tenant.job("9", lane: "c"),
    ]
    let request = request(pools: ["builds": 4, "upkeep": 1])
    try await store.write { tx throws in
      for job in jobs { try tx.jobs.enqueue(job) }
      #expect(try tx.jobs.claim(request, atMost: 2).jobs.map(\.kind) == ["0", "2"])
      let rest = try tx.jobs.claim(request, atMost: 16).jobs
      #expect(rest.map(\.kind) == ["3", "4", "7"])
      #expect(rest.allSatisfy { $0.state == .running && $0.leaseOwner == "me" })
      #expect(try tx.jobs.claim(request, atMost: 16).jobs.isEmpty)
      try tx.jobs.finish([jobs[0].id, jobs[2].id], owner: "you")
      #expect(try tx.jobs.claim(request, atMost: 16).jobs.isEmpty)
      try tx.jobs.finish([jobs[0].id, jobs[2].id, jobs[3].id], owner: "me")
      #expect(try tx.jobs.one(jobs[0].id).state == .finished)
      #expect(try tx.jobs.one(jobs[0].id).leaseOwner == nil)
      #expect(try tx.jobs.claim(request, atMost: 16).jobs.map(\.kind) == ["1", "5", "9"])
    }
  }

  @Test func `who leases ahead runs no more than others leave, and gives back what it has not begun`() async throws {
    let store = try await tenant.store()
    let jobs = (0..<12).map { tenant.job("\($0)") }
    var mine = request("me", pools: ["builds": 4])
    mine.ahead = ["builds": 3]
    let (ahead, yours, later) = (mine, request("you", pools: ["builds": 4]), request("me", pools: ["builds": 4]))
    try await store.write { tx throws in
      for job in jobs { try tx.jobs.enqueue(job) }
      #expect(try tx.jobs.claim(yours)?.kind == "0")
      let taken = try tx.jobs.claim(ahead, atMost: 16)
      #expect(taken.jobs.map(\.kind) == ["1", "2", "3", "4", "5", "6"])
      #expect(taken.slots == ["builds": 3])
      // What waits in a hand counts: others cannot know whether it runs already.
      #expect(try tx.jobs.claim(yours) == nil)
      try tx.jobs.release(taken.jobs.suffix(3).map(\.id), owner: "you")
      #expect(try tx.jobs.one(jobs[4].id).state == .running)
      try tx.jobs.release(taken.jobs.suffix(3).map(\.id), owner: "me")
      #expect(try tx.jobs.one(jobs[4].id).state == .queued)
      #expect(try tx.jobs.claim(later, atMost: 16).jobs.isEmpty)
      try tx.jobs.finish([jobs[0].id], owner: "you")
      #expect(try tx.jobs.claim(yours)?.kind == "4")
    }
  }

  @Test func `a lost lease changes nothing any more`() async throws {
    let store = try await tenant.store()
    let job = tenant.job()
    let (mine, yours) = (request("me"), request("you", now: 20))
    let (early, late, renewed) = (at(14), at(15), at(30))
    try await store.write { tx throws in
      try tx.jobs.enqueue(job)
      #expect(try tx.jobs.claim(mine) != nil)
      #expect(try tx.jobs.releaseExpired(now: early) == 0)
      #expect(try tx.jobs.releaseExpired(now: late) == 1)
      #expect(try !tx.jobs.renew(job.id, owner: "me", until: renewed))
      #expect(try tx.jobs.claim(yours)?.attempts == 0)
      #expect(try !tx.jobs.renew(job.id, owner: "me", until: renewed))
      #expect(try !tx.jobs.finish(job.id, owner: "me", state: .finished))
      #expect(try !tx.jobs.retry(job.id, owner: "me", at: renewed))
      #expect(try tx.jobs.renew(job.id, owner: "you", until: renewed))
      #expect(try tx.jobs.one(job.id).leaseUntil == renewed)
      #expect(try tx.jobs.finish(job.id, owner: "you", state: .finished))
      #expect(try !tx.jobs.finish(job.id, owner: "you", state: .failed))
      #expect(throws: SlipwayError.self) { try tx.jobs.finish(job.id, owner: "you", state: .queued) }
    }
  }

  @Test func `a new process takes over what dead ones held, and its own stays`() async throws {
    let store = try await tenant.store()
    let jobs = (0..<3).map { _ in tenant.job() }
    let (dead, alive) = (request("dead"), request("alive"))
    try await store.write { tx throws in
      for job in jobs { try tx.jobs.enqueue(job) }
      _ = try tx.jobs.claim(dead)
      _ = try tx.jobs.claim(dead)
      _ = try tx.jobs.claim(alive)
      #expect(try tx.jobs.releaseAll(exceptOwner: "alive") == 2)
      #expect(try tx.jobs.claim(alive)?.id == jobs[0].id)
      #expect(try tx.jobs.active().map(\.state) == [.running, .queued, .running])
    }
  }

  @Test func `a job that is given back waits for its time`() async throws {
    let store = try await tenant.store()
    let job = tenant.job()
    let (now, early, late, time) = (request(), request(now: 9), request(now: 10), at(10))
    try await store.write { tx throws in
      try tx.jobs.enqueue(job)
      _ = try tx.jobs.claim(now)
      #expect(try tx.jobs.retry(job.id, owner: "me", at: time, error: "again"))
      #expect(try tx.jobs.claim(early) == nil)
      let again = try tx.jobs.claim(late)
      #expect(again?.attempts == 1 && again?.lastError == "again")
    }
  }

  @Test func `waiting jobs can be cancelled, running ones not`() async throws {
    let store = try await tenant.store()
    let (runs, waits, other) = (tenant.job(lane: "a"), tenant.job(lane: "a"), tenant.job("retire", lane: "a"))
    let request = request()
    try await store.write { tx throws in
      for job in [runs, waits, other] { try tx.jobs.enqueue(job) }
      _ = try tx.jobs.claim(request)
      #expect(try tx.jobs.cancelQueued(lane: "a", kind: "deploy") == 1)
      #expect(try tx.jobs.one(waits.id).state == .cancelled)
      #expect(try !tx.jobs.cancelQueued(runs.id))
      #expect(try tx.jobs.cancelQueued(other.id))
      #expect(try tx.jobs.active().map(\.id) == [runs.id])
      #expect(try tx.jobs.deleteEnded(before: Tenant.start.addingTimeInterval(1)) == 2)
      #expect(try tx.jobs.find(waits.id) == nil)
    }
  }

  @Test func `many workers run each job once, within lanes and limits`() async throws {
    let store = try await tenant.store()
    let tenant = tenant
    try await store.write { tx throws in
      for number in 0..<60 { try tx.jobs.enqueue(tenant.job("\(number)", lane: "lane \(number % 7)")) }
    }
    let runs = try await withThrowingTaskGroup(of: [String].self) { group in
      for worker in 0..<12 {
        let request = request("worker \(worker)", pools: ["builds": 4])
        group.addTask { try await Self.work(store, request) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(runs.sorted() == (0..<60).map(String.init).sorted())
    #expect(try await store.read { try $0.jobs.active() }.isEmpty)
  }

  /// Claims and ends jobs until none is left.
  private static func work(_ store: Store, _ request: ClaimRequest) async throws -> [String] {
    var done: [String] = []
    while true {
      let (job, active) = try await store.write { (try $0.jobs.claim(request), try $0.jobs.active()) }
      let running = active.filter { $0.state == .running }
      #expect(running.count <= 4)
      #expect(Set(running.map(\.lane)).count == running.count)
      guard let job else {
        if active.isEmpty { return done }
        await Task.yield()
        continue
      }
      await Task.yield()
      #expect(try await store.write { try $0.jobs.finish(job.id, owner: request.owner, state: .finished) })
      done.append(job.kind)
    }
  }
}
