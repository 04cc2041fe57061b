import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves a git repository as the source of a compose file.
enum SaveComposeGitForm: FormAction {
  static let name = "save-compose-git"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    try await desk.call("compose.update", input(fields.text("composeId"), fields))
    return .back
  }

  /// The procedure's input; what the form does not have is left as it is.
  static func input(_ id: String, _ fields: TextFields) -> [String: JSONValue] {
    var input: [String: JSONValue] = [
      "composeId": .string(id), "sourceType": "git", "customGitUrl": fields.optional("customGitUrl"),
      "customGitBranch": .string(fields.text("customGitBranch").isEmpty ? "main" : fields.text("customGitBranch")),
      "composePath": .string(
        fields.text("composePath").isEmpty ? StackSettings().composePath : fields.text("composePath")),
    ]
    for name in ["customGitUsername", "customGitPassword", "customGitSSHKeyId"] where fields[name] != nil {
      input[name] = fields.optional(name)
    }
    if fields["enableSubmodules"] != nil { input["enableSubmodules"] = fields.flag("enableSubmodules") }
    if fields["watchPaths"] != nil {
      let watched = fields.lines("watchPaths")
      input["watchPaths"] = watched.isEmpty ? .null : .array(watched.map(JSONValue.string))
    }
    return input
  }
}
