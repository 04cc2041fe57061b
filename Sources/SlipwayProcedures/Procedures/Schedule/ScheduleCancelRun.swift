package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Ends a run's command, or takes the run from the queue.
package enum ScheduleCancelRun: Procedure {
  package static let name = "schedule.cancelRun"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Cancels a run of a schedule"

  package static func access(_ input: ScheduleRunInput) -> Access { .subject(.scheduleRun(input.runId), .write) }

  package static func run(_ input: ScheduleRunInput, _ call: Call) async throws -> ScheduleRunRow {
    try await cancel(input.runId, call)
  }

  static func cancel(_ id: ID<ScheduleRun>, _ call: Call) async throws -> ScheduleRunRow {
    let now = call.now()
    let run = try await call.store.write { try ScheduleQueue.cancel($0, id, now: now) }
    call.publish(.scheduleRunChanged(run.id, run.organizationID))
    call.publish(.cancelRequested(ID(run.id.rawValue)))
    return try await call.store.read { try ScheduleRunRow.of(id, $0) }
  }
}
