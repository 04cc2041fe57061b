import Foundation
package import SlipwayCore

/// Each run of a schedule.
package struct ScheduleRuns: RunTable {
  /// How many of a schedule are remembered.
  package static let kept = 50
  package static let table = "schedule_run"
  package static let noun = "Run"
  package static var fixedColumns: Set<String> { movedColumns }
  package let context: TableContext

  package func columns(of run: ScheduleRun) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", run.id), ("organization_id", run.organizationID), ("schedule_id", run.scheduleID),
      ("status", run.status), ("title", run.title), ("due_at", run.dueAt), ("attempt", run.attempt),
      ("container", run.container), ("exec", run.exec), ("exit_code", run.exitCode), ("created_at", run.createdAt),
      ("started_at", run.startedAt), ("finished_at", run.finishedAt), ("message", run.message),
      ("is_cancel_requested", run.isCancelRequested),
    ]
  }

  package func entity(_ row: Row) throws -> ScheduleRun {
    var run = ScheduleRun(
      id: try row["id"], organizationID: try row["organization_id"], scheduleID: try row["schedule_id"],
      title: try row["title"], dueAt: try row["due_at"], createdAt: try row["created_at"])
    run.status = try row["status"]
    run.attempt = try row["attempt"]
    run.container = try row["container"]
    run.exec = try row["exec"]
    run.exitCode = try row["exit_code"]
    run.startedAt = try row["started_at"]
    run.finishedAt = try row["finished_at"]
    run.message = try row["message"]
    run.isCancelRequested = try row["is_cancel_requested"]
    return run
  }

  /// Newest first.
  package func all(of schedule: ID<Schedule>, limit: Int = ScheduleRuns.kept) throws -> [ScheduleRun] {
    try all("WHERE schedule_id = \(schedule) ORDER BY position DESC LIMIT \(limit)")
  }

  /// Queued or running of a schedule, oldest first.
  package func active(of schedule: ID<Schedule>) throws -> [ScheduleRun] {
    try all("WHERE schedule_id = \(schedule) AND status IN ('queued', 'running') ORDER BY position")
  }

  /// Queued or running within a service, oldest first.
  package func active(in deployable: ID<Deployable>) throws -> [ScheduleRun] {
    try all(
      """
      WHERE schedule_id IN (SELECT id FROM schedule WHERE deployable_id = \(deployable))
        AND status IN ('queued', 'running') ORDER BY position
      """)
  }

  /// Notes that another attempt begins, within this container.
  /// - Parameter exec: what Docker calls the command; both are `nil` on the machine itself.
  package func setAttempt(_ id: ID<ScheduleRun>, _ attempt: Int, container: String?, exec: String?) throws {
    try connection.run(
      """
      UPDATE schedule_run SET attempt = CAST(\(attempt) AS BIGINT), container = \(container), exec = \(exec)
      WHERE id = \(id)
      """)
  }

  package func setExitCode(_ id: ID<ScheduleRun>, _ code: Int) throws {
    try connection.run("UPDATE schedule_run SET exit_code = CAST(\(code) AS BIGINT) WHERE id = \(id)")
  }

  /// Forgets old runs of a schedule with their logs.
  package func trim(of schedule: ID<Schedule>, keep: Int = ScheduleRuns.kept) throws {
    try connection.run(
      """
      DELETE FROM schedule_run WHERE schedule_id = \(schedule) AND status NOT IN ('queued', 'running')
        AND id NOT IN (SELECT id FROM schedule_run WHERE schedule_id = \(schedule) ORDER BY position DESC LIMIT \(keep))
      """)
  }
}
