import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Adds or changes a patch; browsers send line ends of two characters, which code does not have.
enum SavePatchForm: FormAction {
  static let name = "save-patch"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    var input: [String: JSONValue] = [
      "filePath": .string(fields.text("filePath")), "type": .string(fields.text("type")),
      // What is left out has none.
      "content": .string(
        fields.text("type") == "delete" ? "" : (fields["content"] ?? "").replacing("\r\n", with: "\n")),
    ]
    if let patch = fields["patchId"] {
      input["patchId"] = .string(patch)
      try await desk.call("patch.update", input)
    } else {
      for owner in ["applicationId", "composeId"] {
        if let id = fields[owner] { input[owner] = .string(id) }
      }
      try await desk.call("patch.create", input)
    }
    return .back
  }
}
