import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves how many builds work at once and how much each may use.
enum SaveServerBuildsForm: FormAction {
  static let name = "save-server-builds"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let cores = try fields.number("buildCPULimit")
    guard let concurrency = try fields.integer("buildsConcurrency") else {
      throw SlipwayError.invalid("buildsConcurrency", "must be at least 1")
    }
    try await desk.call(
      "settings.updateBuildCeiling",
      [
        "buildCPULimit": .number(cores), "buildMemoryLimit": .string(fields.text("buildMemoryLimit")),
        "buildsConcurrency": .integer(concurrency),
      ])
    return .back
  }
}
