import SlipwayCore
import SlipwayProcedures

/// Creates a compose stack with its file, and deploys it when that was asked for.
enum CreateComposeForm: FormAction {
  static let name = "create-compose"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let isTyped = fields.text("sourceType") == "raw"
    var problems = ValidationProblems()
    problems.require(!fields.text("name").isEmpty, "name", "is needed")
    problems.require(
      isTyped || !fields.text("customGitUrl").isEmpty, "customGitUrl", "is needed: the repository's address")
    try problems.throwIfAny()
    let answer = try await desk.call(
      "compose.create",
      [
        "name": .string(fields.text("name")), "environmentId": .string(fields.text("environmentId")),
        "sourceType": .string(isTyped ? "raw" : "git"),
        "composeFile": .string(isTyped ? SaveComposeFileForm.file(fields) : ""),
      ])
    guard let id = answer["composeId"]?.stringValue else { return .back }
    do {
      if !isTyped { try await desk.call("compose.update", SaveComposeGitForm.input(id, fields)) }
      guard fields["then"] == "deploy" else { return .next("/compose/\(id)") }
      let queued = try await desk.call("compose.deploy", ["composeId": .string(id)])
      return .next("/deployments/\(queued["deploymentId"]?.stringValue ?? "")")
    } catch {
      // Half of a creation is none: the form comes back with what was typed.
      _ = try? await desk.call("compose.delete", ["composeId": .string(id), "deleteVolumes": false])
      throw error
    }
  }
}
