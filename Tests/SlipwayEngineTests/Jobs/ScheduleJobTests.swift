import Foundation
import SlipwayCore
import SlipwayHost
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

/// Runs of what runs on the machine itself; containers are the end-to-end tests'.
@Suite struct ScheduleJobTests {
  private func queued(
    _ fixture: EngineFixture, _ command: String, _ change: (inout Schedule) -> Void = { _ in }
  ) async throws -> ScheduleRun {
    var made = Schedule(
      organizationID: fixture.application.organizationID, place: .panel, deployableID: nil, name: "n",
      expression: "0 3 * * *", createdAt: Date())
    made.text = ScheduleText(command: Secret(command))
    made.settings.retryDelaySeconds = 0
    change(&made)
    let schedule = made
    return try await fixture.engine.store.write { tx in
      try tx.schedules.insert(schedule)
      return try ScheduleQueue.runNow(tx, schedule, now: Date())
    }
  }

  /// Works on it as a worker does.
  private func work(_ run: ScheduleRun, _ fixture: EngineFixture) async throws -> ScheduleRun {
    let job = try await fixture.engine.store.read { try $0.jobs.one(ID(run.id.rawValue)) }
    do {
      try await ScheduleJob.run(.init(run: run.id), JobContext(engine: fixture.engine, job: job))
    } catch is JobRefusal {}
    return try await fixture.engine.store.read { try $0.scheduleRuns.one(run.id) }
  }

  private func log(_ run: ScheduleRun, _ fixture: EngineFixture) async throws -> String {
    try await fixture.engine.store.read { try $0.logs(of: ScheduleRun.self).tail(of: run.id, lines: 100) }
  }

  @Test func `what the command writes is kept, with its exit code`() async throws {
    try await EngineFixture.with { fixture in
      let run = try await work(try await queued(fixture, "echo out; echo err >&2"), fixture)
      #expect(run.status == .done && run.exitCode == 0 && run.attempt == 1 && run.message == nil)
      #expect(Set(try await log(run, fixture).split(separator: "\n")) == ["out", "err"])
    }
  }

  @Test func `a command that fails is tried again as often as its retries say`() async throws {
    try await EngineFixture.with { fixture in
      let run = try await work(
        try await queued(fixture, "echo no; exit 3") { $0.settings.retries = 2 }, fixture)
      #expect(run.status == .error && run.exitCode == 3 && run.attempt == 3)
      #expect(run.message == "It ended with exit code 3: no")
      #expect(try await log(run, fixture).contains("Attempt 2 of 3 failed"))
    }
  }

  @Test func `one that takes too long is ended with all that it has begun`() async throws {
    try await EngineFixture.with { fixture in
      let began = ContinuousClock.now
      let run = try await work(
        try await queued(fixture, "setsid sleep 300 & sleep 300") { $0.settings.timeoutSeconds = 1 }, fixture)
      #expect(run.status == .error && run.exitCode == nil)
      #expect(run.message?.contains("took longer than 1 s") == true)
      #expect(ContinuousClock.now - began < .seconds(20))
      #expect(Self.processes(of: run).isEmpty)
    }
  }

  @Test func `without a shell nothing is expanded`() async throws {
    try await EngineFixture.with { fixture in
      let run = try await work(
        try await queued(fixture, "echo '$HOME' ; touch x") { $0.shell = .none }, fixture)
      #expect(run.status == .done)
      #expect(try await log(run, fixture) == "$HOME ; touch x\n")
    }
  }

  @Test func `one that was cut off is not begun again: what is left is ended, and it says so`() async throws {
    try await EngineFixture.with { fixture in
      let run = try await queued(fixture, "echo again")
      _ = try await fixture.engine.store.write {
        try $0.scheduleRuns.move(run.id, from: [.queued], to: .running, now: Date())
      }
      let mark = ScheduleAct.mark(of: run.id)
      var left = Command(["sleep", "300"])
      left.environment = [mark.name: Secret(mark.value)]
      let (host, command) = (try fixture.engine.hosts.thisMachine(), left)
      let orphan = Task { try await host.run(command) }
      try await eventually("it runs") { !Self.processes(of: run).isEmpty }
      let ended = try await work(run, fixture)
      #expect(ended.status == .error && ended.message == ScheduleJob.lost)
      #expect(Self.processes(of: run).isEmpty)
      _ = try? await orphan.value
      #expect(try await !log(run, fixture).contains("again"))
    }
  }

  @Test func `a cancelled run ends its command`() async throws {
    try await EngineFixture.with { fixture in
      let run = try await queued(fixture, "sleep 300")
      let worker = Task { try await work(run, fixture) }
      try await eventually("it runs") { !Self.processes(of: run).isEmpty }
      _ = try await fixture.engine.store.write { try ScheduleQueue.cancel($0, run.id, now: Date()) }
      worker.cancel()
      _ = try? await worker.value
      let ended = try await fixture.engine.store.read { try $0.scheduleRuns.one(run.id) }
      #expect(ended.status == .cancelled)
      #expect(Self.processes(of: run).isEmpty)
    }
  }

  @Test func `when Slipway stops, the run says that it was not done`() async throws {
    try await EngineFixture.with { fixture in
      let run = try await queued(fixture, "sleep 300")
      let worker = Task { try await work(run, fixture) }
      try await eventually("it runs") { !Self.processes(of: run).isEmpty }
      worker.cancel()
      _ = try? await worker.value
      let ended = try await fixture.engine.store.read { try $0.scheduleRuns.one(run.id) }
      #expect(ended.status == .error && ended.message == ScheduleJob.stopped)
      #expect(Self.processes(of: run).isEmpty)
    }
  }

  @Test func `within a service that does not run, the run says what to do`() async throws {
    try await EngineFixture.with { fixture in
      let run = try await queued(fixture, "true") {
        ($0.place, $0.deployableID) = (.service, fixture.application.id)
      }
      let ended = try await work(run, fixture)
      #expect(ended.status == .error && ended.message?.contains("was never deployed; deploy it first") == true)
    }
  }

  /// Those that carry the run's mark.
  private static func processes(of run: ScheduleRun) -> [String] {
    let mark = Array("SLIPWAY_SCHEDULE_RUN=\(run.id)".utf8)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { name in
      guard Int(name) != nil, let environment = FileManager.default.contents(atPath: "/proc/\(name)/environ") else {
        return false
      }
      return environment.split(separator: 0).contains { $0.elementsEqual(mark) }
    }
  }
}
