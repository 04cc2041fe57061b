import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves how much of each service's output is kept.
enum SaveLogKeepingForm: FormAction {
  static let name = "save-log-keeping"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    guard let megabytes = try fields.integer("logMegabytes") else {
      throw SlipwayError.invalid("logMegabytes", "must be a number of megabytes")
    }
    try await desk.call("settings.updateLogKeeping", ["logMegabytes": .integer(megabytes)])
    return .back
  }
}
