import Foundation
package import SlipwayCore
package import SlipwayStore

/// A tenant's schedule in its application, with a run of it.
package struct TestSchedules: Sendable {
  package let schedule: Schedule
  package let run: ScheduleRun

  init(of application: Application, at now: Date) {
    var schedule = Schedule(
      organizationID: application.organizationID, place: .service, deployableID: application.id, name: "Nightly",
      expression: "0 3 * * *", createdAt: now)
    schedule.text = ScheduleText(command: Secret("php artisan schedule:run"))
    self.schedule = schedule
    run = ScheduleRun(
      organizationID: application.organizationID, scheduleID: schedule.id, title: "Scheduled run", createdAt: now)
  }

  package func insert(_ tx: Transaction) throws {
    try tx.schedules.insert(schedule)
    try tx.scheduleRuns.insert(run)
    _ = try tx.scheduleRuns.finish(run.id, status: .done, message: nil, now: run.createdAt)
  }
}
