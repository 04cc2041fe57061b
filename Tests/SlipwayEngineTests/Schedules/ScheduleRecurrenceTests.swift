import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

@Suite struct ScheduleRecurrenceTests {
  /// A schedule of the fixture's application that was due so long ago.
  private func due(
    _ fixture: EngineFixture, ago: Double = 5, _ change: (inout Schedule) -> Void = { _ in }
  ) async throws -> Schedule {
    var made = Schedule(
      organizationID: fixture.application.organizationID, place: .service, deployableID: fixture.application.id,
      name: "n", expression: "* * * * *", createdAt: Date())
    made.text = ScheduleText(command: Secret("true"))
    change(&made)
    let schedule = made
    try await fixture.engine.store.write { tx in
      try tx.schedules.insert(schedule)
      try ScheduleRecurrence.set(tx, schedule, now: Date())
    }
    try await makeDue(schedule, fixture, ago: ago)
    return schedule
  }

  private func makeDue(_ schedule: Schedule, _ fixture: EngineFixture, ago: Double = 5) async throws {
    let due = Recurrence(
      kind: ScheduleRecurrence.name, subject: schedule.id.rawValue, organizationID: schedule.organizationID,
      expression: schedule.expression, timeZone: nil, nextAt: Date(timeIntervalSinceNow: -ago))
    try await fixture.engine.store.write { try $0.recurrences.set(due) }
  }

  private func runs(_ schedule: Schedule, _ fixture: EngineFixture) async throws -> [ScheduleRun] {
    try await fixture.engine.store.read { try $0.scheduleRuns.all(of: schedule.id) }
  }

  @Test func `two schedulers never fire one twice, and its job is in a lane of its own`() async throws {
    try await EngineFixture.with { fixture in
      let schedule = try await due(fixture)
      async let first = Scheduler(fixture.engine).ringDue()
      async let second = Scheduler(fixture.engine).ringDue()
      #expect(try await first + second == 1)
      let runs = try await runs(schedule, fixture)
      #expect(runs.map(\.status) == [.queued] && runs.first?.dueAt != nil)
      let jobs = try await fixture.engine.store.read { try $0.jobs.active() }
      #expect(jobs.map(\.id.rawValue) == runs.map(\.id.rawValue))
      #expect(jobs.first?.lane == "schedule:\(schedule.id)" && jobs.first?.pool == "commands")
    }
  }

  @Test func `a run that still works is not joined by another, and it is said once`() async throws {
    try await EngineFixture.with { fixture in
      let schedule = try await due(fixture)
      for _ in 0..<3 {
        try await makeDue(schedule, fixture)
        try await Scheduler(fixture.engine).ringDue()
      }
      let runs = try await runs(schedule, fixture)
      #expect(runs.map(\.status) == [.cancelled, .queued])
      #expect(runs.first?.message?.contains("left out") == true)
    }
  }

  @Test func `where the rule says so, the next one waits, ten at most`() async throws {
    try await EngineFixture.with { fixture in
      let schedule = try await due(fixture) { $0.settings.overlap = .queue }
      for _ in 0..<13 {
        try await makeDue(schedule, fixture)
        try await Scheduler(fixture.engine).ringDue()
      }
      let runs = try await runs(schedule, fixture)
      #expect(runs.filter { $0.status == .queued }.count == 11)
      #expect(runs.first?.status == .cancelled)
    }
  }

  @Test(arguments: Schedule.Missed.allCases)
  func `what was missed is left out or made up for once, as the schedule says`(rule: Schedule.Missed) async throws {
    try await EngineFixture.with { fixture in
      let schedule = try await due(fixture, ago: 3600) { $0.settings.missed = rule }
      try await Scheduler(fixture.engine).ringDue()
      let runs = try await runs(schedule, fixture)
      #expect(runs.map(\.status) == [rule == .once ? .queued : .cancelled])
      let next = try await fixture.engine.store.read {
        try $0.recurrences.find(kind: ScheduleRecurrence.name, subject: schedule.id.rawValue)?.nextAt
      }
      #expect(try #require(next) > Date())
    }
  }

  @Test func `what is off or gone has no recurrence`() async throws {
    try await EngineFixture.with { fixture in
      var schedule = try await due(fixture)
      schedule.isEnabled = false
      let off = schedule
      try await fixture.engine.store.write { try $0.schedules.update(off) }
      try await Scheduler(fixture.engine).ringDue()
      #expect(try await runs(schedule, fixture).isEmpty)
      #expect(try await fixture.engine.store.read { try $0.recurrences.earliest() } == nil)
    }
  }

  @Test func `a run without a living job gets one again`() async throws {
    try await EngineFixture.with { fixture in
      _ = try await due(fixture)
      try await Scheduler(fixture.engine).ringDue()
      try await fixture.engine.store.write { tx in
        for job in try tx.jobs.active() { try tx.jobs.delete(job.id) }
      }
      #expect(try await ScheduleCaretaker(fixture.engine).runOnce() == 1)
      #expect(try await fixture.engine.store.read { try $0.jobs.active() }.count == 1)
      #expect(try await ScheduleCaretaker(fixture.engine).runOnce() == 0)
    }
  }
}
