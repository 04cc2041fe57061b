import Foundation
import SlipwayCore
import SlipwayStore
import SlipwayTesting
import Testing

@testable import SlipwayEngine

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

  private func makeDue(
    _ plan: BackupPlan, _ fixture: EngineFixture, kind: String = BackupRecurrence.name
  ) async throws {
    let due = Recurrence(
      kind: kind, subject: plan.id.rawValue, organizationID: plan.organizationID,
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
      let runs = try await fixture.engine.store.read { try $0.backupRuns.all(of: plan.id) }
      // Newest first: it says that it was not begun.
      #expect(runs.map(\.status) == [.cancelled, .queued])
      #expect(runs.first?.message?.contains("was not begun") == true)
      try await makeDue(plan, fixture)
      try await Scheduler(fixture.engine).ringDue()
      #expect(
        try await fixture.engine.store.read { try $0.backupRuns.all(of: plan.id) }.count == 2, "it says so once")
    }
  }

  @Test func `plans that ring at the same moment make objects of their own`() async throws {
    try await EngineFixture.with { fixture in
      let daily = try await plan(fixture)
      var weekly = daily
      weekly.id = .random()
      let other = weekly
      try await fixture.engine.store.write { try $0.backupPlans.insert(other) }
      for plan in [daily, other] { try await makeDue(plan, fixture) }
      #expect(try await Scheduler(fixture.engine).ringDue() == 2)
      let keys = try await fixture.engine.store.read { tx in
        try [daily, other].flatMap { try tx.backupRuns.all(of: $0.id) }.map(\.objectKey)
      }
      #expect(keys.count == 2 && Set(keys).count == 2)
    }
  }

  /// One that can never ring.
  private enum Broken: RecurrenceKind {
    static let name = "broken"

    static func ring(_ recurrence: Recurrence, _ tx: Transaction, now: Date) throws {
      throw SlipwayError(.preconditionFailed, "It cannot be.")
    }

    static func failed(_ recurrence: Recurrence, _ problem: String, _ tx: Transaction, now: Date) throws {
      try BackupRecurrence.failed(recurrence, problem, tx, now: now)
    }
  }

  @Test func `one that cannot ring keeps no other from it, and its plan says so`() async throws {
    try await EngineFixture.with { fixture in
      let (broken, good) = (try await plan(fixture), try await plan(fixture))
      try await makeDue(broken, fixture, kind: Broken.name)
      try await makeDue(good, fixture)
      let scheduler = Scheduler(fixture.engine, kinds: [Broken.self, BackupRecurrence.self])
      #expect(try await scheduler.ringDue() == 1)
      try await fixture.engine.store.read { tx throws in
        #expect(try tx.backupRuns.all(of: good.id).map(\.status) == [.queued])
        let said = try #require(try tx.backupRuns.all(of: broken.id).first)
        #expect(said.status == .error && said.message == "It could not be begun: It cannot be.")
        #expect(try tx.recurrences.due(Date()).isEmpty)
      }
    }
  }

  @Test(arguments: [BackupPlan.Content.compose, .panel, .volume])
  func `a drill of what cannot be restored for trial has no recurrence`(content: BackupPlan.Content) async throws {
    try await EngineFixture.with { fixture in
      let plan = try await plan(fixture) { plan in
        plan.content = content
        plan.settings.drillSchedule = "0 4 * * *"
      }
      #expect(try await drill(of: plan, fixture) == nil)
      // As one of an earlier version has it.
      try await makeDue(plan, fixture, kind: DrillRecurrence.name)
      #expect(try await Scheduler(fixture.engine).ringDue() == 1)
      #expect(try await drill(of: plan, fixture) == nil)
    }
  }

  private func drill(of plan: BackupPlan, _ fixture: EngineFixture) async throws -> Recurrence? {
    try await fixture.engine.store.read {
      try $0.recurrences.find(kind: DrillRecurrence.name, subject: plan.id.rawValue)
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

  @Test func `this machine never stands in for that of a service that is gone`() async throws {
    try await EngineFixture.with { fixture in
      let plan = try await plan(fixture)
      var run = try await fixture.engine.store.write { try BackupQueue.backUp($0, plan, title: "x", now: Date()) }
      run.deployableID = .random()
      let orphan = run
      let error = await #expect(throws: SlipwayError.self) { _ = try await BackupWork(fixture.engine, orphan) }
      #expect(error?.code == .notFound)
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
