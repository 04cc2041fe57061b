import SlipwayCore

/// Sets how many deployments may work at once.
package enum SettingsUpdateBuildsConcurrency: Procedure {
  package struct Input: Codable, Sendable {
    package var buildsConcurrency: Int
  }

  static let allowed = 1...100

  package static let name = "settings.updateBuildsConcurrency"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets how many deployments may work at once"

  package static func access(_ input: Input) -> Access { .server }

  package static func run(_ input: Input, _ call: Call) async throws -> Bool {
    guard allowed.contains(input.buildsConcurrency) else {
      throw SlipwayError.invalid("buildsConcurrency", "must be between 1 and 100")
    }
    _ = try await ServerSettingsChange.keep(call) { settings, _ in
      settings.buildsConcurrency = input.buildsConcurrency
    }
    call.publish(.jobQueued)
    return true
  }
}
