import SlipwayCore
import SlipwayEngine
import SlipwayStore

/// Switches the counting of requests on or off; the proxy is started again for it.
package enum SettingsToggleRequests: Procedure {
  package struct Input: Codable, Sendable {
    package var enable: Bool
  }

  package static let name = "settings.toggleRequests"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Switches the access log and the counting of requests on or off"

  package static func access(_ input: Input) -> Access { .server }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    _ = try await ServerSettingsChange.keep(call) { settings, _ in settings.countsRequests = input.enable }
    return true
  }
}

/// Answers whether requests are counted.
package enum SettingsHaveActivateRequests: Procedure {
  package static let name = "settings.haveActivateRequests"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers whether requests are counted"

  package static func access(_ input: NoInput) -> Access { .organization(.member) }

  package static func run(_ input: NoInput, _ call: Call) async throws -> Bool {
    try await call.store.read { try $0.settings.server()?.countsRequests ?? false }
  }
}
