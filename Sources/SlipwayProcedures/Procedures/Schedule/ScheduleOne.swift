package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Answers a schedule with its newest runs.
package enum ScheduleOne: Procedure {
  package static let name = "schedule.one"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers a schedule with its newest runs"

  package static func access(_ input: ScheduleInput) -> Access { .subject(.schedule(input.scheduleId), .read) }

  package static func run(_ input: ScheduleInput, _ call: Call) async throws -> ScheduleRow {
    try await call.store.read { tx in
      let schedule = try tx.schedules.one(input.scheduleId)
      return ScheduleRow(schedule, try ScheduleRelations(schedule, tx))
    }
  }
}
