import SlipwayCore
import SlipwayStore

/// Lists the schedules of a service, or those of the server itself.
package enum ScheduleList: Procedure {
  package struct Input: Codable, Sendable {
    /// Of the service; of what runs on the server itself, the organization's.
    package var id: String
    package var scheduleType: ScheduleType

    package init(id: String, scheduleType: ScheduleType) {
      self.id = id
      self.scheduleType = scheduleType
    }
  }

  package static let name = "schedule.list"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the schedules of a service or of the server itself"

  package static func access(_ input: Input) -> Access {
    switch input.scheduleType {
    case .application: .subject(.application(ID(input.id)), .read)
    case .compose: .subject(.compose(ID(input.id)), .read)
    case .database: .subject(.database(ID(input.id)), .read)
    case .panel: .server
    case .server: .organization(.admin)
    }
  }

  package static func run(_ input: Input, _ call: Call) async throws -> [ScheduleRow] {
    guard input.scheduleType != .server else { throw ScheduleCreate.noServer }
    let organization = try call.organization()
    return try await call.store.read { tx in
      let schedules =
        input.scheduleType == .panel
        ? try tx.schedules.panel(of: organization) : try tx.schedules.all(of: ID(input.id))
      return try schedules.map { ScheduleRow($0, try ScheduleRelations($0, tx)) }
    }
  }
}
