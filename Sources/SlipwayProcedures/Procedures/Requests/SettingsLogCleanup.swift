package import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// When the access log is put aside.
package struct LogCleanupStatus: Codable, Sendable {
  package var enabled: Bool
  /// In UTC; `null` only when it has become large.
  @Null package var cronExpression: String?
}

/// Answers when the access log is put aside.
package enum SettingsGetLogCleanupStatus: Procedure {
  package static let name = "settings.getLogCleanupStatus"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers when the access log is put aside"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> LogCleanupStatus {
    let cron = try await call.store.read { try $0.serverSettings().logCleanupCron }
    return LogCleanupStatus(enabled: cron != nil, cronExpression: cron)
  }
}

/// Sets when the access log is put aside; it never grows above its bound, whenever that is.
package enum SettingsUpdateLogCleanup: Procedure {
  package struct Input: Codable, Sendable {
    /// In UTC; `null` only when it has become large.
    @Null package var cronExpression: String?
  }

  package static let name = "settings.updateLogCleanup"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets when the access log is put aside"

  package static func access(_ input: Input) -> Access { .server }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    if let text = input.cronExpression { _ = try CronExpression(parsing: text, field: "cronExpression") }
    _ = try await ServerSettingsChange.keep(call) { settings, _ in settings.logCleanupCron = input.cronExpression }
    return true
  }
}
