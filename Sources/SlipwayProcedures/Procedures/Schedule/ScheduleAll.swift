package import SlipwayAnswers
package import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Lists everything of the organisation that happens by a schedule: commands, and Slipway's own work beside them.
package enum ScheduleAll: Procedure {
  /// A recurrence of Slipway's own work.
  package struct Chore: Codable, Sendable {
    /// `backup` or `drill`.
    package var kind: String
    package var name: String
    package var cronExpression: String
    @Null package var timezone: String?
    package var nextRunAt: Date
    /// Of which service; `null` of Slipway itself.
    @Null package var service: ApplicationLink?
  }

  /// Both kinds.
  package struct Output: Codable, Sendable {
    package var schedules: [ScheduleRow]
    package var chores: [Chore]
    /// Whether the caller may have commands run on the server itself.
    package var ownsServer: Bool
  }

  package static let name = "schedule.all"
  package static let kind = ProcedureKind.query
  package static let summary = "Lists all schedules of the organization, and Slipway's own"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Output {
    let organization = try call.organization()
    return try await call.store.read { tx in
      let ownsServer = try call.ownsServer(tx)
      // What runs on a server itself is for those to see who may change it.
      let schedules = try tx.schedules.all(in: organization).filter {
        $0.place == .panel ? ownsServer : $0.place == .service || call.caller?.role.grants(.write) == true
      }
      return Output(
        schedules: try schedules.map { ScheduleRow($0, try ScheduleRelations($0, tx, limit: 1)) },
        chores: try chores(in: organization, tx), ownsServer: ownsServer)
    }
  }

  private static func chores(in organization: ID<Organization>, _ tx: Transaction) throws -> [Chore] {
    try tx.backupPlans.all(in: organization).flatMap { plan in
      let service = try plan.deployableID.flatMap { try tx.deployables.find($0) }
      return try [BackupRecurrence.name, DrillRecurrence.name].compactMap { kind -> Chore? in
        guard let recurrence = try tx.recurrences.find(kind: kind, subject: plan.id.rawValue) else { return nil }
        let subject = plan.settings.databaseName ?? plan.settings.volumeName ?? "Slipway itself"
        return Chore(
          kind: kind, name: subject, cronExpression: recurrence.expression, timezone: recurrence.timeZone,
          nextRunAt: recurrence.nextAt, service: service.map { ApplicationLink($0) })
      }
    }.sorted { $0.nextRunAt < $1.nextRunAt }
  }
}
