package import SlipwayAnswers
import Foundation
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Sets up a backup of a database, of a database within a compose stack, or of Slipway itself.
package enum BackupCreate: Procedure {
  /// Databases that are dumped, as published; those of stacks are named by their stack.
  package enum Dumped: ServiceRange {
    package static let words = Database.Engine.allCases.filter { $0 != .redis }.map { ServiceWord.database($0) }
  }

  /// What is typed.
  package struct Fields: Codable, Sendable {
    package var schedule: String
    package var enabled: Bool?
    package var prefix: String
    package var destinationId: ID<Destination>
    package var keepLatestCount: Int?
    package var database: String
    package var databaseType: BackupDatabaseType
    package var userId: String?
    package var backupType: BackupType?
    package var composeId: ID<Deployable>?
    package var serviceName: String?
    package var includeEncryptionKey: Bool?
    package var metadata: JSONValue?
    /// The zone that the schedule is meant in; UTC when left out.
    package var timezone: String?
    /// When the newest backup is restored for trial; never when left out.
    package var drillSchedule: String?
  }

  package struct Input: Codable, Sendable {
    package var fields: Fields
    package var databases: ServiceIDs<Dumped>

    package init(from decoder: any Decoder) throws {
      fields = try Fields(from: decoder)
      databases = try ServiceIDs(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
      try fields.encode(to: encoder)
      try databases.encode(to: encoder)
    }
  }

  package static let name = "backup.create"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets up a backup of a database or of Slipway itself"

  package static func access(_ input: Input) -> Access {
    var wanted: [Access] = [.organization(.admin), .subject(.destination(input.fields.destinationId), .read)]
    wanted += input.databases.named.map { .subject($0.subject, .write) }
    if let stack = input.fields.composeId { wanted.append(.subject(.compose(stack), .write)) }
    return .all(wanted)
  }

  package static func run(_ input: Input, _ call: Call) async throws -> BackupRow {
    let now = call.now()
    let organization = try call.organization()
    let row = try await call.store.write { tx in
      var plan = try subject(of: input, organization, call, tx)
      let fields = input.fields
      plan.schedule = try BackupRules.schedule(fields.schedule)
      plan.prefix = try ObjectKey.prefix(fields.prefix)
      plan.keepLatest = try BackupRules.keep(fields.keepLatestCount)
      plan.isEnabled = fields.enabled ?? true
      plan.timeZone = try ZoneName.check(fields.timezone, field: "timezone")
      plan.settings.includesKey = fields.includeEncryptionKey ?? true
      plan.settings.drillSchedule = try drill(fields.drillSchedule)
      try BackupRules.save(tx, plan, isNew: true, now: now)
      return BackupRow(plan, try BackupRelations(plan, tx))
    }
    call.publish(.recurrencesChanged)
    return row
  }

  static func drill(_ typed: String?) throws -> String? {
    guard let typed, !typed.isEmpty else { return nil }
    return try BackupRules.schedule(typed, field: "drillSchedule")
  }

  private static func subject(
    of asked: Input, _ organization: ID<Organization>, _ call: Call, _ tx: Transaction
  ) throws -> BackupPlan {
    let (input, databases) = (asked.fields, asked.databases.named.map(\.id))
    guard let engine = input.databaseType.engine else { return try panel(input, organization, call, tx) }
    let isCompose = input.backupType == .compose
    let id = isCompose ? input.composeId : databases.first
    guard let id, databases.count <= 1 else {
      throw SlipwayError.invalid(
        isCompose ? "composeId" : "\(engine.rawValue)Id", "must name what is backed up, and only that")
    }
    try BackupRules.dumpable(engine)
    let owner = try tx.deployables.one(id)
    var plan = BackupPlan(
      organizationID: organization, content: isCompose ? .compose : .database, deployableID: id,
      destinationID: input.destinationId, appName: owner.appName, schedule: input.schedule, createdAt: call.now())
    plan.settings.engine = engine
    plan.settings.databaseName = try BackupRules.databaseName(input.database, engine)
    guard isCompose else {
      let database = try tx.databases.one(id)
      guard database.settings.engine == engine else {
        throw SlipwayError.invalid("databaseType", "must be \(database.settings.engine.rawValue), as the database is")
      }
      return plan
    }
    let service = try TypedText.name(input.serviceName ?? "", field: "serviceName", limit: 100)
    plan.settings.serviceName = service
    plan.appName = "\(owner.appName)_\(service)"
    plan.credentials = BackupRules.credentials(input.metadata, engine, nil)
    return plan
  }

  private static func panel(
    _ input: Fields, _ organization: ID<Organization>, _ call: Call, _ tx: Transaction
  ) throws -> BackupPlan {
    try PanelRights.check(call, tx)
    return BackupPlan(
      organizationID: organization, content: .panel, deployableID: nil, destinationID: input.destinationId,
      appName: call.engine.configuration.instance, schedule: input.schedule, createdAt: call.now())
  }
}
