import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures

/// Saves how a machine is measured, and from when on what it uses is an alert.
enum SaveMonitoringForm: FormAction {
  static let name = "save-monitoring"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    guard let server = fields["serverId"], !server.isEmpty else {
      let config = try await desk.ask(UserGetMetricsToken.self, NoInput()).metricsConfig
      _ = try await desk.ask(AdminSetupMonitoring.self, .init(metricsConfig: try changed(config, fields)))
      return .back
    }
    let config = try await desk.ask(ServerMonitoring.self, ServerInput(serverId: ID(server))).metricsConfig
    _ = try await desk.ask(
      ServerSetupMonitoring.self, .init(serverId: ID(server), metricsConfig: try changed(config, fields)))
    return .back
  }

  private static func changed(_ present: MetricsConfig, _ fields: TextFields) throws -> MetricsConfig {
    var config = present
    config.server.thresholds = .init(
      cpu: try fields.number("thresholds.cpu"), memory: try fields.number("thresholds.memory"),
      disk: try fields.number("thresholds.disk"))
    // What a form does not have stays as it is.
    func number(_ name: String, or present: Double) throws -> Double {
      fields[name] == nil ? present : try fields.number(name)
    }
    config.server.refreshRate = try number("server.refreshRate", or: config.server.refreshRate)
    config.server.retentionDays = try number("server.retentionDays", or: config.server.retentionDays)
    config.containers.refreshRate = try number("containers.refreshRate", or: config.containers.refreshRate)
    if fields["services.include"] != nil || fields["services.exclude"] != nil {
      config.containers.services = .init(
        include: parts(fields.text("services.include")), exclude: parts(fields.text("services.exclude")))
    }
    return config
  }

  private static func parts(_ text: String) -> [String] {
    text.split(separator: ",").map { String($0).trimmingSpaces() }.filter { !$0.isEmpty }
  }
}
