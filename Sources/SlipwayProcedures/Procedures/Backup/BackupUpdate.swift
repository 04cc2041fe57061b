package import SlipwayAnswers
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Changes a backup's settings; what it backs up stays the same.
package enum BackupUpdate: Procedure {
  package struct Input: Codable, Sendable {
    package var schedule: String
    @Null package var enabled: Bool?
    package var prefix: String
    package var backupId: ID<BackupPlan>
    package var destinationId: ID<Destination>
    package var database: String
    @Null package var keepLatestCount: Int?
    @Null package var serviceName: String?
    @Null package var metadata: JSONValue?
    package var databaseType: BackupDatabaseType
    package var includeEncryptionKey: Bool?
    package var timezone: Patch<String>
    package var drillSchedule: Patch<String>
  }

  package static let name = "backup.update"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Changes a backup's settings"

  package static func access(_ input: Input) -> Access {
    .all([.subject(.backup(input.backupId), .write), .subject(.destination(input.destinationId), .read)])
  }

  package static func run(_ input: Input, _ call: Call) async throws -> BackupRow {
    let now = call.now()
    let row = try await call.store.write { tx in
      var plan = try tx.backupPlans.one(input.backupId)
      if plan.content == .panel { try PanelRights.check(call, tx) }
      try change(&plan, input)
      try BackupRules.save(tx, plan, isNew: false, now: now)
      return BackupRow(plan, try BackupRelations(plan, tx))
    }
    call.publish(.recurrencesChanged)
    return row
  }

  private static func change(_ plan: inout BackupPlan, _ input: Input) throws {
    guard input.databaseType.engine == plan.settings.engine else {
      throw SlipwayError.invalid("databaseType", "cannot be changed; set up another backup instead")
    }
    plan.schedule = try BackupRules.schedule(input.schedule)
    plan.prefix = try ObjectKey.prefix(input.prefix)
    plan.destinationID = input.destinationId
    plan.keepLatest = try BackupRules.keep(input.keepLatestCount)
    plan.isEnabled = input.enabled ?? plan.isEnabled
    plan.timeZone = try ZoneName.check(input.timezone.applied(to: plan.timeZone), field: "timezone")
    plan.settings.includesKey = input.includeEncryptionKey ?? plan.settings.includesKey
    let drill = plan.content == .database ? plan.settings.drillSchedule : nil
    plan.settings.drillSchedule = try BackupCreate.drill(input.drillSchedule.applied(to: drill))
    guard let engine = plan.settings.engine else { return }
    // Its history, what is kept of it and its drills are of one thing.
    try BackupRules.same(input.database.trimmingSpaces(), plan.settings.databaseName, field: "database")
    guard plan.content == .compose else { return }
    if let service = input.serviceName {
      try BackupRules.same(service.trimmingSpaces(), plan.settings.serviceName, field: "serviceName")
    }
    plan.credentials = BackupRules.credentials(input.metadata, engine, plan.credentials)
  }
}
