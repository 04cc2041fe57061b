import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Synchronization
import Testing

/// What the jobs of these tests did, by the job's id.
private final class Board: Sendable {
  static let shared = Board()
  private let notes = Mutex<[String: [String]]>([:])

  func add(_ note: String, to key: String) { notes.withLock { $0[key, default: []].append(note) } }
  func notes(of key: String) -> [String] { notes.withLock { $0[key] ?? [] } }
}

/// Does what its arguments say.
private enum ActJob: RunnableJob {
  struct Arguments: Codable, Sendable {
    var key: String
    var act: String
  }
  static let kind = "act"
  static let pool = JobPool.builds

  static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    Board.shared.add("run", to: arguments.key)
    switch arguments.act {
    case "throw": throw SlipwayError(.internal, "no")
    case "sleep":
      do {
        try await Task.sleep(for: .seconds(60))
      } catch {
        Board.shared.add("cancelled", to: arguments.key)
        throw error
      }
    case "undo":
      try? await Task.sleep(for: .seconds(60))
      Board.shared.add("cancelled", to: arguments.key)
      // What is undone is not cut short.
      try await uncancelled { try await eventually("it may end") { has("may end", arguments.key) } }
      Board.shared.add("undone", to: arguments.key)
    case "snooze":
      if Board.shared.notes(of: arguments.key).count == 1 {
        throw JobSnooze(wait: .milliseconds(50), pool: .releases)
      }
    case "again":
      if Board.shared.notes(of: arguments.key).count == 1 { throw JobSnooze(wait: .zero) }
    case "pause": try await Task.sleep(for: .milliseconds(50))
    default: break
    }
    Board.shared.add("end", to: arguments.key)
  }

  static func isUnwanted(_ arguments: Arguments, _ tx: Transaction) -> Bool { has("unwanted", arguments.key) }

  private static func has(_ note: String, _ key: String) -> Bool { Board.shared.notes(of: key).contains(note) }

  static func giveUp(_ arguments: Arguments, _ context: JobContext, error: any Error) async throws {
    Board.shared.add("gave up", to: arguments.key)
  }
}

/// Short work of a pool that is leased ahead; notes how many were at work at once.
private enum ShortJob: RunnableJob {
  struct Arguments: Codable, Sendable { var key: String }
  static let kind = "short"
  static let pool = JobPool.upkeep
  private static let atWork = Mutex<[String: Int]>([:])

  static func run(_ arguments: Arguments, _ context: JobContext) async throws {
    let count = atWork.withLock { all in
      all[arguments.key, default: 0] += 1
      return all[arguments.key, default: 0]
    }
    Board.shared.add("\(count)", to: arguments.key)
    _ = try await context.engine.store.read { try $0.jobs.find(context.job.id) }
    atWork.withLock { $0[arguments.key, default: 0] -= 1 }
  }
}

struct JobRunnerTests {
  @Test func `Many short jobs run once each, no more at once than their pool allows`() async throws {
    try await EngineFixture.with { fixture in
      let key = RandomText.identifier()
      let organization = fixture.application.organizationID
      let jobs = try (0..<300).map { number in
        try ShortJob.queued(
          .init(key: key), organization: organization, lane: number % 3 == 0 ? "lane \(number % 7)" : nil, at: Date(),
          now: Date())
      }
      try await fixture.engine.store.write { tx in for job in jobs { try tx.jobs.enqueue(job) } }
      // Two on one store, as two workers are.
      let runners = ["a", "b"].map {
        JobRunner(engine: fixture.engine, kinds: [ShortJob.self], timing: quick, place: $0)
      }
      let tasks = runners.map { runner in Task { try await runner.run() } }
      try await eventually("all are finished") {
        try await fixture.engine.store.read { tx in
          try jobs.allSatisfy { try tx.jobs.one($0.id).state == .finished }
        }
      }
      for task in tasks {
        task.cancel()
        try await task.value
      }
      let counts = Board.shared.notes(of: key).compactMap { Int($0) }
      #expect(counts.count == jobs.count)
      #expect((counts.max() ?? 0) <= 8, "\(counts.max() ?? 0) at once")
    }
  }

  @Test func `A job that is queued runs at once and is finished`() async throws {
    try await running { fixture, key in
      let job = try await enqueue(fixture, key, "end")
      try await eventually("it is finished") { try await state(fixture, job) == .finished }
      #expect(Board.shared.notes(of: key) == ["run", "end"])
    }
  }

  @Test func `Jobs of one lane never overlap`() async throws {
    try await running(concurrency: 4) { fixture, key in
      var jobs: [Job] = []
      for _ in 0..<3 { jobs.append(try await enqueue(fixture, key, "pause", lane: "one")) }
      for job in jobs { try await eventually("\(job.id) ends") { try await state(fixture, job) == .finished } }
      #expect(Board.shared.notes(of: key) == ["run", "end", "run", "end", "run", "end"])
    }
  }

  @Test func `No more run at once than the settings allow`() async throws {
    try await running(concurrency: 1) { fixture, key in
      var jobs: [Job] = []
      for _ in 0..<3 { jobs.append(try await enqueue(fixture, key, "pause")) }
      for job in jobs { try await eventually("\(job.id) ends") { try await state(fixture, job) == .finished } }
      #expect(Board.shared.notes(of: key) == ["run", "end", "run", "end", "run", "end"])
    }
  }

  @Test func `A job that throws is tried three times, then given up, and stops nobody`() async throws {
    try await running { fixture, key in
      let job = try await enqueue(fixture, key, "throw")
      try await eventually("it failed") { try await state(fixture, job) == .failed }
      #expect(Board.shared.notes(of: key) == ["run", "run", "run", "gave up"])
      let other = try await enqueue(fixture, key + "2", "end")
      try await eventually("another one runs") { try await state(fixture, other) == .finished }
    }
  }

  @Test func `A job that cannot begin yet is tried again, and that is no failed attempt`() async throws {
    try await running { fixture, key in
      let job = try await enqueue(fixture, key, "snooze")
      try await eventually("it is finished") { try await state(fixture, job) == .finished }
      #expect(Board.shared.notes(of: key) == ["run", "run", "end"])
      let ended = try await fixture.engine.store.read { try $0.jobs.one(job.id) }
      #expect(ended.attempts == 0 && ended.lastError == nil && ended.pool == "releases")
    }
  }

  @Test func `A job that is put back and leased again before its run has heard of that is not forgotten`()
    async throws
  {
    try await running { fixture, _ in
      var jobs: [Job] = []
      for _ in 0..<100 { jobs.append(try await enqueue(fixture, RandomText.suffix(12), "again")) }
      // Less than a lease, which would bring it back, too.
      try await eventually("all have ended", within: .seconds(10)) {
        for job in jobs where try await state(fixture, job) != .finished { return false }
        return true
      }
    }
  }

  @Test func `A kind that nobody knows fails at once`() async throws {
    try await running { fixture, key in
      let now = Date()
      let job = Job(kind: "unknown", pool: "builds", arguments: "{}", availableAt: now, createdAt: now)
      try await fixture.engine.store.write { try $0.jobs.enqueue(job) }
      fixture.engine.bus.publish(.jobQueued)
      try await eventually("it failed") { try await state(fixture, job) == .failed }
    }
  }

  @Test func `A job that is not yet due runs when it is`() async throws {
    try await running { fixture, key in
      let due = Date().addingTimeInterval(1)
      let job = try await enqueue(fixture, key, "end", at: due)
      try await eventually("it is finished") { try await state(fixture, job) == .finished }
      #expect(Date() >= due)
    }
  }

  @Test func `A job whose process stops is given back`() async throws {
    try await EngineFixture.with { fixture in
      let key = RandomText.identifier()
      let runner = JobRunner(engine: fixture.engine, kinds: [ActJob.self], timing: quick)
      let job = try await enqueue(fixture, key, "sleep")
      let task = Task { try await runner.run() }
      try await eventually("it runs") { !Board.shared.notes(of: key).isEmpty }
      task.cancel()
      try await task.value
      #expect(Board.shared.notes(of: key) == ["run", "cancelled"])
      #expect(try await state(fixture, job) == .queued)
    }
  }

  @Test func `Jobs of a process that died are taken over`() async throws {
    try await EngineFixture.with { fixture in
      let key = RandomText.identifier()
      let job = try await enqueue(fixture, key, "end")
      let now = Date()
      let claimed = try await fixture.engine.store.write {
        try $0.jobs.claim(
          ClaimRequest(owner: "dead", pools: ["builds": 1], now: now, leaseUntil: now.addingTimeInterval(3600)))
      }
      #expect(claimed?.id == job.id)
      let runner = JobRunner(engine: fixture.engine, kinds: [ActJob.self], timing: quick)
      let task = Task { try await runner.run() }
      try await eventually("it is finished") { try await state(fixture, job) == .finished }
      task.cancel()
      try await task.value
    }
  }

  @Test func `A cancel reaches the one job that it names`() async throws {
    try await running(concurrency: 2) { fixture, key in
      let job = try await enqueue(fixture, key, "sleep")
      let other = try await enqueue(fixture, key + "2", "sleep")
      try await eventually("both run") { !Board.shared.notes(of: key + "2").isEmpty }
      fixture.engine.bus.publish(.cancelRequested(ID(job.id.rawValue)))
      try await eventually("it was cancelled") { Board.shared.notes(of: key).contains("cancelled") }
      #expect(Board.shared.notes(of: key + "2") == ["run"])
      #expect(try await state(fixture, other) == .running)
    }
  }

  @Test func `A lease is renewed while its job runs`() async throws {
    try await running { fixture, key in
      let job = try await enqueue(fixture, key, "sleep")
      try await eventually("it runs") { !Board.shared.notes(of: key).isEmpty }
      let first = try await fixture.engine.store.read { try $0.jobs.one(job.id).leaseUntil }
      try await eventually("the lease grows") {
        try await fixture.engine.store.read { try $0.jobs.one(job.id).leaseUntil } != first
      }
    }
  }

  @Test func `A job that is unwanted keeps its lease and its lane until it is undone`() async throws {
    var timing = quick
    timing.lease = .seconds(5)
    timing.renewal = .milliseconds(50)
    try await running(timing: timing) { fixture, key in
      let job = try await enqueue(fixture, key, "undo", lane: "one")
      try await eventually("it runs") { !Board.shared.notes(of: key).isEmpty }
      Board.shared.add("unwanted", to: key)
      try await eventually("it was cancelled") { Board.shared.notes(of: key).contains("cancelled") }
      let next = try await enqueue(fixture, key + "2", "end", lane: "one")
      let end = Date().addingTimeInterval(timing.lease.inSeconds)
      try await eventually("its lease outlives the one that it had then") {
        try await fixture.engine.store.read { try $0.jobs.one(job.id).leaseUntil.map { $0 > end } ?? false }
      }
      #expect(try await LeaseCaretaker(engine: fixture.engine).runOnce() == 0)
      #expect(Board.shared.notes(of: key + "2").isEmpty)
      Board.shared.add("may end", to: key)
      try await eventually("the next one runs") { try await state(fixture, next) == .finished }
      #expect(Board.shared.notes(of: key).contains("undone"))
    }
  }

  @Test func `A job whose arguments cannot be read is given up, and its lane is free`() async throws {
    try await running { fixture, key in
      let now = Date()
      let job = Job(
        kind: "remove", lane: "one", pool: "builds", arguments: #"{"application":"a"}"#, availableAt: now,
        createdAt: now)
      try await fixture.engine.store.write { try $0.jobs.enqueue(job) }
      let next = try await enqueue(fixture, key, "end", lane: "one")
      try await eventually("the next one runs") { try await state(fixture, next) == .finished }
      #expect(try await state(fixture, job) == .failed)
    }
  }

  @Test func `Whoever waits for a job hears of its end`() async throws {
    try await running { fixture, key in
      let events = fixture.engine.bus.events()
      let job = try await enqueue(fixture, key, "end")
      for await event in events where event == .jobMoved(job.id) { break }
      #expect(try await state(fixture, job) == .finished)
    }
  }

  private var quick: JobTiming {
    var timing = JobTiming()
    timing.backoff = [.milliseconds(20), .milliseconds(20)]
    timing.grace = .milliseconds(50)
    timing.renewal = .milliseconds(100)
    return timing
  }

  private func running(
    concurrency: Int = 2, timing: JobTiming? = nil, _ body: (EngineFixture, String) async throws -> Void
  ) async throws {
    try await EngineFixture.with { fixture in
      try await fixture.engine.store.write { tx in
        var settings = ServerSettings(cores: 4, memory: 1 << 30)
        settings.buildsConcurrency = concurrency
        try tx.settings.save(settings)
      }
      let runner = JobRunner(
        engine: fixture.engine, kinds: [ActJob.self, RemoveJob.self], timing: timing ?? quick)
      let task = Task { try await runner.run() }
      defer { task.cancel() }
      try await body(fixture, RandomText.identifier())
      task.cancel()
      try await task.value
    }
  }

  private func enqueue(
    _ fixture: EngineFixture, _ key: String, _ act: String, lane: String? = nil, at: Date = Date()
  ) async throws -> Job {
    let job = try ActJob.queued(
      ActJob.Arguments(key: key, act: act), organization: fixture.application.organizationID, lane: lane, at: at,
      now: Date())
    try await fixture.engine.store.write { try $0.jobs.enqueue(job) }
    fixture.engine.bus.publish(.jobQueued)
    return job
  }

  private func state(_ fixture: EngineFixture, _ job: Job) async throws -> Job.State {
    try await fixture.engine.store.read { try $0.jobs.one(job.id).state }
  }
}
