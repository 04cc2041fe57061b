/// What can be asked of what was measured.
enum MonitoringProcedures {
  static let all: [any Procedure.Type] = [
    AdminSetupMonitoring.self, ApplicationReadAppMonitoring.self, MonitoringHistory.self, MonitoringOverview.self,
    MonitoringServers.self,
    ServerMonitoring.self, ServerSetupMonitoring.self,
    ServerGetServerMetrics.self, SettingsCleanMonitoring.self, UserGetContainerMetrics.self, UserGetMetricsToken.self,
    UserGetServerMetrics.self,
  ]
}
