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

/// What a backup dumps, as published: Redis is not among it.
package enum BackupDatabaseType: Sendable, Hashable, Codable, RawRepresentable, CaseIterable {
  case webServer
  case database(Database.Engine)

  package static let allCases: [BackupDatabaseType] =
    Database.Engine.allCases.filter { $0 != .redis }.map { .database($0) } + [.webServer]

  package init?(rawValue: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = found
  }

  package var rawValue: String { engine?.rawValue ?? "web-server" }

  /// `nil` of Slipway itself.
  var engine: Database.Engine? {
    guard case .database(let engine) = self else { return nil }
    return engine
  }
}

/// Whose database a backup dumps, as published.
package enum BackupType: String, Codable, Sendable, CaseIterable {
  case database, compose
}
