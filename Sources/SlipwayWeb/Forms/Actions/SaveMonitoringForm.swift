import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures

/// Saves from when on what the machine uses is an alert.
enum SaveMonitoringForm: FormAction {
  static let name = "save-monitoring"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    var config = try await desk.ask(UserGetMetricsToken.self, NoInput()).metricsConfig
    config.server.thresholds = .init(
      cpu: try fields.number("thresholds.cpu"), memory: try fields.number("thresholds.memory"),
      disk: try fields.number("thresholds.disk"))
    _ = try await desk.ask(AdminSetupMonitoring.self, .init(metricsConfig: config))
    return .back
  }
}
