import SlipwayCore
import SlipwayProcedures

/// Saves an application's share of memory and processors.
enum SaveResourcesForm: FormAction {
  static let name = "save-resources"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    var input: [String: JSONValue] = ["applicationId": .string(fields.text("applicationId"))]
    for name in ["memoryLimit", "memoryReservation", "cpuLimit", "cpuReservation"] {
      input[name] = fields.optional(name)
    }
    try await desk.call("application.update", input)
    return .back
  }
}
