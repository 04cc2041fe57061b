package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Changes a schedule; where it runs stays the same.
package enum ScheduleUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var schedule: ScheduleInput
    package var fields: ScheduleFields

    package init(from decoder: any Decoder) throws {
      schedule = try ScheduleInput(from: decoder)
      fields = try ScheduleFields(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
      try schedule.encode(to: encoder)
      try fields.encode(to: encoder)
    }
  }

  package static let name = "schedule.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a schedule"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.schedule(input.schedule.scheduleId), .write)] + input.fields.access)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> ScheduleRow {
    let (fields, now) = (input.fields, call.now())
    let row = try await call.store.write { tx in
      var schedule = try tx.schedules.one(input.schedule.scheduleId)
      let owner = try schedule.deployableID.map { try tx.deployables.one($0) }
      let (type, place) = (ScheduleType(schedule, in: owner?.kind), owner?.id.rawValue ?? schedule.serverID?.rawValue)
      guard fields.named.allSatisfy({ $0.rawID == place }), fields.scheduleType ?? type == type
      else {
        throw SlipwayError.invalid("scheduleType", "a schedule stays where it runs; make another one")
      }
      schedule.settings.serviceName = try ScheduleRules.service(
        fields.serviceName, of: owner?.kind, stored: schedule.settings.serviceName)
      try ScheduleRules.apply(fields, to: &schedule)
      try tx.schedules.update(schedule)
      try ScheduleRecurrence.set(tx, schedule, now: now)
      return ScheduleRow(schedule, try ScheduleRelations(schedule, tx))
    }
    call.publish(.recurrencesChanged)
    return row
  }
}
