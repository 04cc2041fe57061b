import SlipwayCore

/// Sets how much of the machine a build step may use.
package enum SettingsUpdateBuildCeiling: Procedure {
  package struct Input: Codable, Sendable {
    /// Cores such as `1.5`; 0 is no ceiling.
    package var buildCPULimit: Double?
    /// Bytes or with a unit, such as `2g`; 0 is no ceiling.
    package var buildMemoryLimit: String?
    /// How many deployments may work at once.
    package var buildsConcurrency: Int?
  }

  package static let name = "settings.updateBuildCeiling"
  package static let kind = ProcedureKind.mutation
  package static let summary = "Sets how much processor time and memory a build step may use"

  package static func access(_ input: Input) -> Access { .server }

  package static func run(_ input: Input, _ call: Call) async throws -> WebServerSettingsRow {
    let memory = try input.buildMemoryLimit.map { try ByteCount(parsing: $0, field: "buildMemoryLimit").bytes }
    var problems = ValidationProblems()
    let cores = input.buildCPULimit ?? 0
    problems.require(cores == 0 || (0.1...1024).contains(cores), "buildCPULimit", "must be 0 or at least 0.1 cores")
    problems.require(
      (memory ?? 0) == 0 || (memory ?? 0) >= 64 << 20, "buildMemoryLimit", "must be 0 or at least 64m")
    problems.require(
      input.buildsConcurrency.map(SettingsUpdateBuildsConcurrency.allowed.contains) ?? true, "buildsConcurrency",
      "must be between 1 and 100")
    try problems.throwIfAny()
    let settings = try await ServerSettingsChange.keep(call) { settings, _ in
      settings.buildCPULimit = input.buildCPULimit ?? settings.buildCPULimit
      settings.buildMemoryLimit = memory ?? settings.buildMemoryLimit
      settings.buildsConcurrency = input.buildsConcurrency ?? settings.buildsConcurrency
    }
    call.publish(.jobQueued)
    return WebServerSettingsRow(settings, mayChange: true)
  }
}
