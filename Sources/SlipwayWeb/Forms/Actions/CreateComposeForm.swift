import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Creates a compose stack with its file, and deploys it when that was asked for. A file that asks for the server itself
/// is not deployed: the stack's page asks first.
enum CreateComposeForm: FormAction {
  static let name = "create-compose"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    var input: [String: JSONValue] = [
      "name": .string(fields.text("name")), "environmentId": .string(fields.text("environmentId")),
      "serverId": fields.optional("serverId"), "deploy": .bool(fields["then"] == "deploy"),
    ]
    if fields.text("sourceType") == "raw" {
      input["asks"] = true
      input["deploy"] = false
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
    let made = try await desk.call("compose.createWithSource", input)
    guard input["sourceType"] == "raw", fields["then"] == "deploy" else { return next(made) }
    return try await deploy(ID(made["composeId"]?.stringValue ?? ""), desk)
  }

  /// Deploys a file that was just typed, unless it asks for what nobody has allowed.
  static func deploy(_ stack: ID<Deployable>, _ desk: Desk) async throws -> FormOutcome {
    // What cannot be looked at says why when it is deployed, and is refused there whatever it asks for.
    let asks = try? await desk.ask(ComposeAsks.self, ComposeInput(composeId: stack))
    guard asks?.open.isEmpty ?? true else { return .next("/compose/\(stack)?asks=1") }
    let made = try await desk.call("compose.deploy", ["composeId": .string(stack.rawValue)])
    if let deployment = made["deploymentId"]?.stringValue { return .next("/deployments/\(deployment)") }
    return .next("/compose/\(stack)")
  }

  /// To the deployment, where there is one.
  static func next(_ made: JSONValue) -> FormOutcome {
    if let deployment = made["deploymentId"]?.stringValue { return .next("/deployments/\(deployment)") }
    return .next("/compose/\(made["composeId"]?.stringValue ?? "")")
  }
}
