package import SlipwayAnswers
import Foundation
package import SlipwayCore
package import SlipwayEngine
import SlipwayStore

/// Makes a backup now that was set up for one kind of thing: the published names differ by that, and do the same.
package enum BackupManualBackup<Kind: ManualBackupKind>: Procedure {
  package static var name: String { Kind.procedure }
  package static var kind: ProcedureKind { .mutation }
  package static var summary: String { "Makes this backup now" }

  package static func access(_ input: BackupNowInput) -> Access { .subject(.backup(input.backupId), .write) }

  package static func run(_ input: BackupNowInput, _ call: Call) async throws -> BackupRunRow {
    try await call.store.read { tx in
      let plan = try tx.backupPlans.one(input.backupId)
      guard Kind.fits(plan) else { throw SlipwayError.invalid("backupId", "is a backup of another kind") }
      if plan.content == .panel { try PanelRights.check(call, tx) }
    }
    return try await BackupActions.runNow(input.backupId, waits: input.wait ?? true, call)
  }
}

/// What one of the published names is for.
package protocol ManualBackupKind: SendableMetatype {
  /// What the name ends with.
  static var word: String { get }
  static func fits(_ plan: BackupPlan) -> Bool
}

extension ManualBackupKind {
  package static var procedure: String { "backup.manualBackup" + word }
}

/// Databases of one engine that Slipway runs.
package enum ManualDatabaseBackup<Engine: DatabaseEngine>: ManualBackupKind {
  package static var word: String { Engine.kind == .mysql ? "MySql" : Engine.kind.rawValue.capitalized }

  package static func fits(_ plan: BackupPlan) -> Bool {
    plan.content == .database && plan.settings.engine == Engine.kind
  }
}

/// Databases within compose stacks, of whatever engine.
package enum ManualComposeBackup: ManualBackupKind {
  package static let word = "Compose"

  package static func fits(_ plan: BackupPlan) -> Bool { plan.content == .compose }
}

/// Slipway itself.
package enum ManualPanelBackup: ManualBackupKind {
  package static let word = "WebServer"

  package static func fits(_ plan: BackupPlan) -> Bool { plan.content == .panel }
}

extension BackupRow {
  /// The published name that makes this backup now.
  package var manualProcedure: String {
    if backupType == BackupType.compose.rawValue { return ManualComposeBackup.procedure }
    guard let engine = Database.Engine(rawValue: databaseType) else { return ManualPanelBackup.procedure }
    return Self.procedure(of: DatabaseEngines.engine(engine))
  }

  private static func procedure<Engine: DatabaseEngine>(of engine: Engine.Type) -> String {
    ManualDatabaseBackup<Engine>.procedure
  }
}
