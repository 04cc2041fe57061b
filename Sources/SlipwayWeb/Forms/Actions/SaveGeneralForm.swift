import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves a service's name, description and number of tasks.
enum SaveGeneralForm: FormAction {
  static let name = "save-general"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    var input: [String: JSONValue] = [
      "name": .string(fields.text("name")), "description": fields.optional("description"),
    ]
    if let replicas = try fields.integer("replicas") { input["replicas"] = .integer(replicas) }
    try await ServiceTarget(fields).update(input, desk)
    return .back
  }
}
