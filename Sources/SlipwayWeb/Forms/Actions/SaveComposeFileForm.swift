import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves a compose file that was typed; what it asks of the server is shown before anybody allows it.
enum SaveComposeFileForm: FormAction {
  static let name = "save-compose-file"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    try await desk.call(
      "compose.update",
      [
        "composeId": .string(fields.text("composeId")), "sourceType": "raw", "composeFile": .string(file(fields)),
        "asks": true,
      ])
    return .back
  }

  /// The file with the line ends that it was written with: browsers send their own.
  static func file(_ fields: TextFields) -> String { (fields["composeFile"] ?? "").replacing("\r\n", with: "\n") }
}
