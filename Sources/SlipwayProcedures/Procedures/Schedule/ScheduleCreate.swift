package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Has a command run again and again: within a service's container, on a server, or on the machine of Slipway itself.
package enum ScheduleCreate: Procedure {
  package struct Input: Codable, Sendable {
    package var fields: ScheduleFields
    package var more: More

    /// Accepted, as published; a new one gets its own.
    package struct More: Codable, Sendable {
      package var scheduleId: String?
    }

    package init(from decoder: any Decoder) throws {
      fields = try ScheduleFields(from: decoder)
      more = try More(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
      try fields.encode(to: encoder)
      try more.encode(to: encoder)
    }
  }

  package static let name = "schedule.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Has a command run by a schedule"

  package static func access(_ input: Input) -> Access { .all([.organization(.admin)] + input.fields.access) }

  package static func run(_ input: Input, _ call: Call) async throws -> ScheduleRow {
    let (fields, now) = (input.fields, call.now())
    let organization = try call.organization()
    guard fields.organizationId == nil || fields.organizationId == organization else {
      throw SlipwayError.invalid("organizationId", "must be your present organization, or left out")
    }
    let row = try await call.store.write { tx in
      var schedule = try place(of: fields, organization, tx, call)
      try ScheduleRules.apply(fields, to: &schedule)
      try tx.schedules.insert(schedule)
      try ScheduleRecurrence.set(tx, schedule, now: now)
      return ScheduleRow(schedule, try ScheduleRelations(schedule, tx))
    }
    call.publish(.recurrencesChanged)
    return row
  }

  /// The new schedule with where it runs.
  private static func place(
    of fields: ScheduleFields, _ organization: ID<Organization>, _ tx: Transaction, _ call: Call
  ) throws -> Schedule {
    let type = fields.scheduleType ?? .application
    var schedule = Schedule(
      organizationID: organization, place: .panel, deployableID: nil, name: "", expression: "", createdAt: call.now())
    schedule.appName = "schedule-\(RandomText.suffix(6))"
    guard let kind = type.kind else {
      guard type == .server else {
        guard fields.named.isEmpty else {
          throw SlipwayError.invalid("scheduleType", "what runs on Slipway's own machine names nothing else")
        }
        return schedule
      }
      guard case .server(let id)? = fields.named.first, fields.named.count == 1 else {
        throw SlipwayError.invalid("serverId", "must name the one server that it runs on")
      }
      schedule.place = .server
      schedule.serverID = id
      return schedule
    }
    let id =
      switch kind {
      case .application: fields.applicationId
      case .compose: fields.composeId
      case .database: fields.databaseId
      }
    guard let id, fields.named.count == 1 else {
      throw SlipwayError.invalid("\(type.rawValue)Id", "must name the one service that it runs in")
    }
    schedule.place = .service
    schedule.deployableID = id
    schedule.appName = try tx.deployables.one(id).appName
    schedule.settings.serviceName = try ScheduleRules.service(fields.serviceName, of: kind, stored: nil)
    return schedule
  }
}
