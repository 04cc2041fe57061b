package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Ends a schedule with its history; what it has running is ended, too.
package enum ScheduleDelete: Procedure {
  package static let name = "schedule.delete"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Deletes a schedule with its history"

  package static func access(_ input: ScheduleInput) -> Access { .subject(.schedule(input.scheduleId), .delete) }

  package static func run(_ input: ScheduleInput, _ call: Call) async throws -> ScheduleRow {
    let now = call.now()
    let (row, runs) = try await call.store.write { tx in
      let schedule = try tx.schedules.one(input.scheduleId)
      let row = ScheduleRow(schedule, try ScheduleRelations(schedule, tx))
      return (row, try ScheduleQueue.remove(tx, schedule, now: now))
    }
    for run in runs { call.publish(.cancelRequested(ID(run.id.rawValue))) }
    call.publish(.recurrencesChanged)
    return row
  }
}
