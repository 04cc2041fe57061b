/// Everything that can be asked of what the proxy was asked.
enum RequestProcedures {
  static let all: [any Procedure.Type] = [
    SettingsGetLogCleanupStatus.self, SettingsHaveActivateRequests.self, SettingsReadStats.self,
    SettingsReadStatsLogs.self, SettingsRequestStatistics.self, SettingsToggleRequests.self,
    SettingsUpdateLogCleanup.self,
  ]
}
