package import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Runs a schedule's command now.
package enum ScheduleRunManually: Procedure {
  /// How long a caller waits for the end; published clients expect to be told of it.
  private static let patience = Duration.seconds(25)

  package static let name = "schedule.runManually"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Runs a schedule's command now"

  package static func access(_ input: ScheduleNowInput) -> Access { .subject(.schedule(input.scheduleId), .write) }

  package static func run(_ input: ScheduleNowInput, _ call: Call) async throws -> ScheduleRunRow {
    let now = call.now()
    let run = try await call.store.write { tx in
      try ScheduleQueue.runNow(tx, try tx.schedules.one(input.scheduleId), now: now)
    }
    call.publish(.scheduleRunChanged(run.id, run.organizationID))
    let end = JobEnd(ID(run.id.rawValue), call)
    if input.wait ?? true, case .ended(let problem?) = try await end.wait(for: patience) {
      throw SlipwayError(.commandFailed, problem)
    }
    return try await call.store.read { try ScheduleRunRow.of(run.id, $0) }
  }
}
