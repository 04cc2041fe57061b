import SlipwayCore

/// Sets how much of each service's output is kept.
package enum SettingsUpdateLogKeeping: Procedure {
  package struct Input: Codable, Sendable {
    /// Of text, for each service; 0 keeps none from now on.
    package var logMegabytes: Int
  }

  package static let name = "settings.updateLogKeeping"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets how much of each service's output is kept when its containers are gone"
  static let allowed = 0...1000

  package static func access(_ input: Input) -> Access { .server }

  package static func run(_ input: Input, _ call: Call) async throws -> WebServerSettingsRow {
    var problems = ValidationProblems()
    problems.require(allowed.contains(input.logMegabytes), "logMegabytes", "must be between 0 and 1000 megabytes")
    try problems.throwIfAny()
    let settings = try await ServerSettingsChange.keep(call) { settings, _ in
      settings.logMegabytes = input.logMegabytes
    }
    return WebServerSettingsRow(settings, mayChange: true)
  }
}
