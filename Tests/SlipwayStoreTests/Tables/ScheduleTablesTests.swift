import Foundation
import SlipwayCore
import SlipwayStore
import Testing

@Suite struct ScheduleTablesTests {
  private func schedule(_ tenant: Tenant, _ change: (inout Schedule) -> Void = { _ in }) -> Schedule {
    var schedule = Schedule(
      organizationID: tenant.organization.id, place: .service, deployableID: tenant.application.id, name: "n",
      expression: "0 3 * * *", createdAt: Tenant.start)
    schedule.text = ScheduleText(command: Secret("canary"), script: Secret("line\nline"))
    schedule.settings.overlap = .queue
    change(&schedule)
    return schedule
  }

  private func run(_ schedule: Schedule) -> ScheduleRun {
    ScheduleRun(
      organizationID: schedule.organizationID, scheduleID: schedule.id, title: "x", dueAt: Tenant.start,
      createdAt: Tenant.start)
  }

  @Test func `what is written is read again, and commands are sealed`() async throws {
    let tenant = Tenant()
    let store = try await tenant.store()
    let schedule = schedule(tenant)
    try await store.write { tx in
      try tx.schedules.insert(schedule)
      #expect(try tx.schedules.one(schedule.id) == schedule)
      #expect(try tx.ownership.organization(of: .schedule(schedule.id)) == tenant.organization.id)
      #expect(try !tx.ownership.isOfServer(.schedule(schedule.id)))
    }
  }

  @Test func `what runs on the server itself is known as the server's, and so are its runs`() async throws {
    let tenant = Tenant()
    let store = try await tenant.store()
    let schedule = schedule(tenant) { ($0.place, $0.deployableID) = (.panel, nil) }
    let run = run(schedule)
    try await store.write { tx in
      try tx.schedules.insert(schedule)
      try tx.scheduleRuns.insert(run)
      for subject in [Subject.schedule(schedule.id), .scheduleRun(run.id), .work(ID(run.id.rawValue))] {
        #expect(try tx.ownership.isOfServer(subject))
        #expect(try tx.ownership.organization(of: subject) == tenant.organization.id)
      }
      #expect(try tx.schedules.panel(of: tenant.organization.id) == [schedule])
    }
  }

  @Test func `a run moves once, keeps what is known of it, and is forgotten with its log`() async throws {
    let tenant = Tenant()
    let store = try await tenant.store()
    let schedule = schedule(tenant)
    let run = run(schedule)
    try await store.write { tx in
      try tx.schedules.insert(schedule)
      try tx.scheduleRuns.insert(run)
      #expect(try tx.scheduleRuns.active(in: tenant.application.id).map(\.id) == [run.id])
      #expect(try tx.scheduleRuns.move(run.id, from: [.queued], to: .running, now: Tenant.start))
      try tx.scheduleRuns.setAttempt(run.id, 2, container: "c", exec: "e")
      try tx.scheduleRuns.setExitCode(run.id, 3)
      let later = Tenant.start.addingTimeInterval(2)
      #expect(try tx.scheduleRuns.finish(run.id, status: .error, message: "no", now: later))
      #expect(try !tx.scheduleRuns.finish(run.id, status: .done, message: nil, now: later))
      let read = try tx.scheduleRuns.one(run.id)
      #expect(read.status == .error && read.message == "no" && read.duration == .seconds(2))
      #expect(read.attempt == 2 && read.container == "c" && read.exec == "e" && read.exitCode == 3)
      try tx.logs(of: ScheduleRun.self).append(run.id, text: "one\n", lines: 1, now: later)
      #expect(try tx.logs(of: ScheduleRun.self).tail(of: run.id, lines: 9) == "one\n")
      try tx.scheduleRuns.trim(of: schedule.id, keep: 0)
      #expect(try tx.scheduleRuns.find(run.id) == nil)
    }
  }

  @Test func `a service takes its schedules with it`() async throws {
    let tenant = Tenant()
    let store = try await tenant.store()
    let schedule = schedule(tenant)
    let run = run(schedule)
    try await store.write { tx in
      try tx.schedules.insert(schedule)
      try tx.scheduleRuns.insert(run)
      #expect(try tx.applications.delete(tenant.application.id))
      #expect(try tx.schedules.find(schedule.id) == nil && tx.scheduleRuns.find(run.id) == nil)
    }
  }
}
