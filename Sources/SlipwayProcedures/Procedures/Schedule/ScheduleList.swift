package import SlipwayAnswers
import SlipwayCore
import SlipwayStore

/// Lists the schedules of a service, of a server, or of Slipway's own machine.
package enum ScheduleList: Procedure {
  package struct Input: Codable, Sendable {
    /// Of the service or the server; of what runs on Slipway's own machine, the organization's.
    package var id: String
    package var scheduleType: ScheduleType

    package init(id: String, scheduleType: ScheduleType) {
      self.id = id
      self.scheduleType = scheduleType
    }
  }

  package static let name = "schedule.list"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists the schedules of a service, of a server or of Slipway's own machine"

  package static func access(_ input: Input) -> Access {
    switch input.scheduleType {
    case .application: .subject(.application(ID(input.id)), .read)
    case .compose: .subject(.compose(ID(input.id)), .read)
    case .database: .subject(.database(ID(input.id)), .read)
    case .panel: .server
    case .server: .subject(.server(ID(input.id)), .write)
    }
  }

  package static func run(_ input: Input, _ call: Call) async throws -> [ScheduleRow] {
    let organization = try call.organization()
    return try await call.store.read { tx in
      let schedules =
        switch input.scheduleType {
        case .panel: try tx.schedules.panel(of: organization)
        case .server: try tx.schedules.all(on: ID(input.id))
        case .application, .compose, .database: try tx.schedules.all(of: ID(input.id))
        }
      return try schedules.map { ScheduleRow($0, try ScheduleRelations($0, tx)) }
    }
  }
}
