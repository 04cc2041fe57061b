package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers one run with its schedule.
package enum ScheduleRunOne: Procedure {
  package static let name = "schedule.run"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a run of a schedule"

  package static func access(_ input: ScheduleRunInput) -> Access { .subject(.scheduleRun(input.runId), .read) }

  package static func run(_ input: ScheduleRunInput, _ call: Call) async throws -> ScheduleRunDetail {
    try await call.store.read { tx in
      let schedule = try tx.schedules.one(try tx.scheduleRuns.one(input.runId).scheduleID)
      return ScheduleRunDetail(
        try ScheduleRunRow.of(input.runId, tx),
        of: ScheduleRow(schedule, try ScheduleRelations(schedule, tx, limit: 0)))
    }
  }
}
