import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Creates an application with its source, and deploys it when that was asked for.
enum CreateApplicationForm: FormAction {
  static let name = "create-application"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let kind = fields.text("sourceType")
    // Whoever sends code does so on the next page, or from a terminal.
    let isSent = kind == "drop" || kind == "push"
    let branch = fields.text("customGitBranch")
    let answer = try await desk.call(
      "application.createWithSource",
      [
        "name": .string(fields.text("name")), "environmentId": .string(fields.text("environmentId")),
        "sourceType": .string(kind), "customGitUrl": fields.optional("customGitUrl"),
        "customGitBranch": .string(branch.isEmpty ? "main" : branch),
        "customGitSSHKeyId": fields.optional("customGitSSHKeyId"),
        "customGitUsername": fields.optional("customGitUsername"),
        "customGitPassword": fields.optional("customGitPassword"), "dockerImage": fields.optional("dockerImage"),
        "serverId": fields.optional("serverId"), "deploy": .bool(fields["then"] == "deploy" && !isSent),
      ])
    if let deployment = answer["deploymentId"]?.stringValue { return .next("/deployments/\(deployment)") }
    let id = answer["applicationId"]?.stringValue ?? ""
    return .next("/applications/\(id)" + (isSent ? "/source" : ""))
  }
}
