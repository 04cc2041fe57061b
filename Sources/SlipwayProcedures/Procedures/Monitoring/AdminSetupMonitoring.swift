import Foundation
import SlipwayAgent
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Sets how this machine is measured, and from when on what it uses is an alert.
package enum AdminSetupMonitoring: Procedure {
  package struct Input: Codable, Sendable {
    package var metricsConfig: MetricsConfig

    package init(metricsConfig: MetricsConfig) { self.metricsConfig = metricsConfig }
  }

  package static let name = "admin.setupMonitoring"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets how this machine is measured, and from when on what it uses is an alert"

  package static func access(_ input: Input) -> Access { .server }

  package static func run(_ input: Input, _ call: Call) async throws -> MetricsConfig {
    try input.metricsConfig.check()
    let kept = input.metricsConfig.withoutCallback
    try await call.store.write { try $0.settings.save(kept) }
    call.publish(.serverSettingsChanged)
    return kept
  }
}

/// Answers how this machine is measured, as published clients ask for it.
package enum UserGetMetricsToken: Procedure {
  package struct Output: Codable, Sendable {
    package var serverIp: String
    /// Whether this process measures.
    package var enabledFeatures: Bool
    package var metricsConfig: MetricsConfig
  }

  package static let name = "user.getMetricsToken"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers how this machine is measured; there is no token, as the dashboard needs none"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Output {
    let config = try await call.store.read { try $0.settings.monitoring() }
    return Output(
      serverIp: ServerAddress.outward(), enabledFeatures: call.engine.configuration.measures,
      metricsConfig: config.withoutCallback)
  }
}

/// Forgets everything that was measured on this machine.
package enum SettingsCleanMonitoring: Procedure {
  package static let name = "settings.cleanMonitoring"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Forgets everything that was measured on this machine"

  package static func access(_ input: NoInput) -> Access { .server }

  package static func run(_ input: NoInput, _ call: Call) async throws -> NoOutput {
    call.archive.clear()
    return NoOutput()
  }
}
