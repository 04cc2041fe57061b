import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// What the settings of every backup must hold to.
enum BackupRules {
  /// - Throws: ``SlipwayError`` `badRequest` naming the field.
  static func schedule(_ typed: String, field: String = "schedule") throws -> String {
    try CronExpression(parsing: typed, field: field).description
  }

  /// - Returns: how many stay; `nil` is all.
  /// - Throws: ``SlipwayError`` `badRequest`.
  static func keep(_ typed: Int?) throws -> Int? {
    guard let typed, typed != 0 else { return nil }
    guard (1...10_000).contains(typed) else {
      throw SlipwayError.invalid("keepLatestCount", "must be between 1 and 10000, or 0 to keep all")
    }
    return typed
  }

  /// Only the name of a database that needs no quoting anywhere reaches a program's words.
  /// - Throws: ``SlipwayError`` `badRequest`.
  static func databaseName(_ typed: String, _ engine: Database.Engine) throws -> String {
    let name = typed.trimmingSpaces()
    guard DatabaseEngines.engine(engine).isName(name) else {
      throw SlipwayError.invalid(
        "database", "must be the database's name: letters, digits, '_' and '-', beginning with a letter or '_'")
    }
    return name
  }

  /// - Throws: ``SlipwayError`` `badRequest` for an engine that only its volume can be backed up of.
  static func dumpable(_ kind: Database.Engine) throws {
    let engine = DatabaseEngines.engine(kind)
    guard engine.isDumpable else {
      throw SlipwayError.invalid(
        "databaseType", "\(engine.label) is backed up by its volume; use a volume backup that turns it off meanwhile")
    }
  }

  /// - Throws: ``SlipwayError`` `badRequest` for a change of what is backed up.
  static func same(_ typed: String?, _ stored: String?, field: String) throws {
    guard let stored, typed != stored else { return }
    throw SlipwayError.invalid(field, "cannot be changed; set up another backup instead")
  }

  /// A destination belongs to the same organisation: checked here for those that are found by a plan, too.
  static func save(_ tx: Transaction, _ plan: BackupPlan, isNew: Bool, now: Date) throws {
    guard try tx.destinations.find(plan.destinationID)?.organizationID == plan.organizationID else {
      throw SlipwayError.notFound(Destinations.noun)
    }
    guard plan.content == .database || plan.settings.drillSchedule == nil else {
      throw SlipwayError.invalid(
        "drillSchedule", "only backups of databases that Slipway runs are restored for trial")
    }
    if isNew { try tx.backupPlans.insert(plan) } else { try tx.backupPlans.update(plan) }
    try BackupRecurrences.set(tx, plan, now: now)
  }

  /// How a database within a stack is signed in to, as published clients send it.
  static func credentials(_ metadata: JSONValue?, _ engine: Database.Engine, _ stored: BackupCredentials?)
    -> BackupCredentials
  {
    guard let fields = metadata?[engine.rawValue] else { return stored ?? BackupCredentials() }
    let text = { (name: String) in fields[name]?.stringValue.flatMap { $0.isEmpty || $0 == Secret.mask ? nil : $0 } }
    let password = text("databasePassword") ?? text("databaseRootPassword")
    return BackupCredentials(
      user: text("databaseUser") ?? (engine == .mysql ? "root" : stored?.user),
      password: password.map { Secret($0) } ?? stored?.password)
  }
}
