import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves a git repository as the source.
enum SaveGitSourceForm: FormAction {
  static let name = "save-git-source"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    try await desk.call("application.saveGitProvider", input(fields))
    return .back
  }

  /// The procedure's input; what the form does not have is left as it is.
  private static func input(_ fields: TextFields) -> [String: JSONValue] {
    let branch = fields.text("customGitBranch")
    let path = fields.text("customGitBuildPath")
    let watched = fields.lines("watchPaths")
    var input: [String: JSONValue] = [
      "applicationId": .string(fields.text("applicationId")), "customGitUrl": fields.optional("customGitUrl"),
      "customGitBranch": .string(branch.isEmpty ? "main" : branch),
      "customGitBuildPath": .string(path.isEmpty ? "/" : path),
      "customGitSSHKeyId": fields.optional("customGitSSHKeyId"),
      "enableSubmodules": fields.flag("enableSubmodules"),
      "watchPaths": watched.isEmpty ? .null : .array(watched.map(JSONValue.string)),
    ]
    for name in ["customGitUsername", "customGitPassword"] where fields[name] != nil {
      input[name] = fields.optional(name)
    }
    return input
  }
}
