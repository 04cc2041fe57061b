import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves a service's share of memory and processors.
enum SaveResourcesForm: FormAction {
  static let name = "save-resources"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    var input: [String: JSONValue] = [:]
    for name in ["memoryLimit", "memoryReservation", "cpuLimit", "cpuReservation"] {
      input[name] = fields.optional(name)
    }
    try await ServiceTarget(fields).update(input, desk)
    return .back
  }
}
