import SlipwayCore
import SlipwayProcedures

/// Creates a compose stack with its file, and deploys it when that was asked for.
enum CreateComposeForm: FormAction {
  static let name = "create-compose"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    var input: [String: JSONValue] = [
      "name": .string(fields.text("name")), "environmentId": .string(fields.text("environmentId")),
      "deploy": .bool(fields["then"] == "deploy"),
    ]
    if fields.text("sourceType") == "raw" {
      input["sourceType"] = "raw"
      input["composeFile"] = .string(SaveComposeFileForm.file(fields))
    } else {
      let (branch, path) = (fields.text("customGitBranch"), fields.text("composePath"))
      input["sourceType"] = "git"
      input["customGitUrl"] = fields.optional("customGitUrl")
      input["customGitBranch"] = .string(branch.isEmpty ? "main" : branch)
      input["composePath"] = .string(path.isEmpty ? StackSettings().composePath : path)
      for name in ["customGitUsername", "customGitPassword", "customGitSSHKeyId"] {
        input[name] = fields.optional(name)
      }
    }
    return next(try await desk.call("compose.createWithSource", input))
  }

  /// To the deployment, where there is one.
  static func next(_ made: JSONValue) -> FormOutcome {
    if let deployment = made["deploymentId"]?.stringValue { return .next("/deployments/\(deployment)") }
    return .next("/compose/\(made["composeId"]?.stringValue ?? "")")
  }
}
