import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore
import SlipwayTesting
import Testing

@Suite struct SchedulerTests {
  /// A plan for the fixture's application, with its destination.
  private func plan(_ fixture: EngineFixture, _ change: (inout BackupPlan) -> Void = { _ in }) async throws
    -> BackupPlan
  {
    let owner = fixture.application.organizationID
    let destination = Destination(
      organizationID: owner, name: "d", bucket: "b", accessKey: "k", secretAccessKey: Secret("s"), createdAt: Date())
    var plan = BackupPlan(
      organizationID: owner, content: .volume, deployableID: fixture.application.id, destinationID: destination.id,
      appName: "web", schedule: "0 3 * * *", createdAt: Date())
    plan.settings.volumeName = "web-data"
    change(&plan)
    let made = plan
    try await fixture.engine.store.write { tx in
      try tx.destinations.insert(destination)
      try tx.backupPlans.insert(made)
      try BackupRecurrences.set(tx, made, now: Date())
    }
    return made
  }

  private func makeDue(_ plan: BackupPlan, _ fixture: EngineFixture) async throws {
    let due = Recurrence(
      kind: BackupRecurrence.name, subject: plan.id.rawValue, organizationID: plan.organizationID,
      expression: plan.schedule, timeZone: nil, nextAt: Date(timeIntervalSinceNow: -86_400 * 3))
    try await fixture.engine.store.write { try $0.recurrences.set(due) }
  }

  @Test func `a recurrence queues a run and its job once, however much was missed`() async throws {
    try await EngineFixture.with { fixture in
      let plan = try await plan(fixture)
      try await makeDue(plan, fixture)
      let (one, other) = (Scheduler(fixture.engine), Scheduler(fixture.engine))
      async let first = one.ringDue()
      async let second = other.ringDue()
      let rung = try await first + second
      #expect(rung == 1)
      let (runs, jobs, recurrence) = try await fixture.engine.store.read { tx in
        (
          try tx.backupRuns.all(of: plan.id), try tx.jobs.active(),
          try tx.recurrences.find(kind: BackupRecurrence.name, subject: plan.id.rawValue)
        )
      }
      #expect(runs.count == 1)
      #expect(jobs.map(\.id.rawValue) == runs.map(\.id.rawValue))
      #expect(jobs.first?.lane == JobLane.deployable(fixture.application.id))
      #expect(try #require(recurrence).nextAt > Date())
    }
  }

  @Test func `a run that still works is not joined by another`() async throws {
    try await EngineFixture.with { fixture in
      let plan = try await plan(fixture)
      for _ in 0..<2 {
        try await makeDue(plan, fixture)
        try await Scheduler(fixture.engine).ringDue()
      }
      #expect(try await fixture.engine.store.read { try $0.backupRuns.all(of: plan.id) }.count == 1)
    }
  }

  @Test func `what is off or gone has no recurrence`() async throws {
    try await EngineFixture.with { fixture in
      let plan = try await plan(fixture) { $0.isEnabled = false }
      #expect(try await fixture.engine.store.read { try $0.recurrences.earliest() } == nil)
      try await makeDue(plan, fixture)
      try await Scheduler(fixture.engine).ringDue()
      #expect(try await fixture.engine.store.read { try $0.recurrences.earliest() } == nil)
      #expect(try await fixture.engine.store.read { try $0.backupRuns.all(of: plan.id) }.isEmpty)
    }
  }

  @Test func `saving a plan as it is keeps its moment`() async throws {
    try await EngineFixture.with { fixture in
      let plan = try await plan(fixture)
      try await makeDue(plan, fixture)
      try await fixture.engine.store.write { try BackupRecurrences.set($0, plan, now: Date()) }
      #expect(try await fixture.engine.store.read { try $0.recurrences.due(Date()) }.count == 1)
      var changed = plan
      changed.schedule = "0 4 * * *"
      let other = changed
      try await fixture.engine.store.write { try BackupRecurrences.set($0, other, now: Date()) }
      #expect(try await fixture.engine.store.read { try $0.recurrences.due(Date()) }.isEmpty)
    }
  }

  @Test func `a run without a living job gets one again`() async throws {
    try await EngineFixture.with { fixture in
      let plan = try await plan(fixture)
      let run = try await fixture.engine.store.write { tx in
        let run = try BackupQueue.backUp(tx, plan, title: "x", now: Date())
        try tx.jobs.delete(ID(run.id.rawValue))
        return run
      }
      #expect(try await fixture.engine.store.read { try $0.backupRuns.abandoned() }.map(\.id) == [run.id])
      _ = try? await BackupCaretaker(fixture.engine).runOnce()
      #expect(try await fixture.engine.store.read { try $0.jobs.find(ID(run.id.rawValue)) } != nil)
    }
  }

  @Test func `a second run of a plan is refused, a cancelled one makes room`() async throws {
    try await EngineFixture.with { fixture in
      let plan = try await plan(fixture)
      try await fixture.engine.store.write { tx in
        let run = try BackupQueue.backUp(tx, plan, title: "x", now: Date())
        #expect(throws: SlipwayError.self) { try BackupQueue.backUp(tx, plan, title: "y", now: Date()) }
        #expect(try BackupQueue.cancel(tx, run.id, now: Date()).status == .cancelled)
        _ = try BackupQueue.backUp(tx, plan, title: "y", now: Date())
      }
    }
  }
}
