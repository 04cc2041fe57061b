import Foundation
import SlipwayAgent
package import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Sets from when on what this machine uses is an alert.
package enum AdminSetupMonitoring: Procedure {
  package struct Input: Codable, Sendable {
    package var metricsConfig: MetricsConfig

    package init(metricsConfig: MetricsConfig) { self.metricsConfig = metricsConfig }
  }

  package static let name = "admin.setupMonitoring"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets from when on processor, memory and disk are an alert"

  package static func access(_ input: Input) -> Access { .server }

  package static func run(_ input: Input, _ call: Call) async throws -> MetricsConfig {
    let limits = input.metricsConfig.server.thresholds
    var problems = ValidationProblems()
    let named = [("cpu", limits.cpu), ("memory", limits.memory), ("disk", limits.disk ?? 0)]
    for (name, value) in named {
      problems.require((0...100).contains(value), "thresholds.\(name)", "must be a percentage, or 0 for none")
    }
    try problems.throwIfAny()
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

extension MetricsConfig {
  /// Nothing is asked over the network and nothing is called at times, so nothing is kept or told of with what: an address
  /// may have a password in it.
  fileprivate var withoutCallback: MetricsConfig {
    var config = self
    (config.server.token, config.server.urlCallback, config.server.cronJob) = ("", "", "")
    return config
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
