package import SlipwayCore

/// The input of what concerns one backup.
package struct BackupInput: Codable, Sendable {
  package var backupId: ID<BackupPlan>

  package init(backupId: ID<BackupPlan>) { self.backupId = backupId }
}

/// The input of what makes one backup, or restores it for trial, now.
package struct BackupNowInput: Codable, Sendable {
  package var backupId: ID<BackupPlan>
  /// Whether the answer comes when it has ended, as published clients expect, or at once.
  package var wait: Bool?
}

/// The input of what concerns one run.
package struct BackupRunInput: Codable, Sendable {
  package var runId: ID<BackupRun>

  package init(runId: ID<BackupRun>) { self.runId = runId }
}

/// What a backup dumps, as published.
package enum BackupDatabaseType: String, Codable, Sendable, CaseIterable {
  case postgres, mariadb, mysql, mongo
  case webServer = "web-server"
  case libsql

  var engine: Database.Engine? { Database.Engine(rawValue: rawValue) }
}

/// Whose database a backup dumps, as published.
package enum BackupType: String, Codable, Sendable, CaseIterable {
  case database, compose
}
