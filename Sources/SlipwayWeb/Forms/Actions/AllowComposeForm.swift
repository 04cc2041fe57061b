import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Allows a compose stack what its page said that the file asks of the server, or takes all leave away;
/// and deploys it when that was asked for.
enum AllowComposeForm: FormAction {
  static let name = "allow-compose"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    try await desk.call(
      "compose.allow",
      [
        "composeId": .string(fields.text("composeId")),
        "digests": .array(fields.lines("digests").map(JSONValue.string)),
      ])
    if fields["then"] == "deploy" { return try await CreateComposeForm.deploy(ID(fields.text("composeId")), desk) }
    return .back
  }
}
