import SlipwayCore
import SlipwayProcedures

/// Creates an application with its source, and deploys it when that was asked for.
enum CreateApplicationForm: FormAction {
  static let name = "create-application"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let kind = fields.text("sourceType")
    try check(kind, fields)
    let answer = try await desk.call(
      "application.create",
      [
        "name": .string(fields.text("name")), "environmentId": .string(fields.text("environmentId")),
        "sourceType": .string(kind),
      ])
    guard let id = answer["applicationId"]?.stringValue else { return .back }
    do {
      try await saveSource(kind, id, fields, desk)
      guard fields["then"] == "deploy", kind != "drop" else { return .next(start(kind, id, fields)) }
      let queued = try await desk.call("application.deploy", ["applicationId": .string(id)])
      return .next("/deployments/\(queued["deploymentId"]?.stringValue ?? "")")
    } catch {
      // Half of a creation is none: the form comes back with what was typed.
      _ = try? await desk.call("application.delete", ["applicationId": .string(id)])
      throw error
    }
  }

  private static func start(_ kind: String, _ id: String, _ fields: TextFields) -> String {
    kind == "drop" ? "/applications/\(id)/source" : "/applications/\(id)"
  }

  /// What is missing is said before anything is made.
  private static func check(_ kind: String, _ fields: TextFields) throws {
    var problems = ValidationProblems()
    problems.require(!fields.text("name").isEmpty, "name", "is needed")
    problems.require(["git", "docker", "drop"].contains(kind), "sourceType", "must be git, docker or drop")
    problems.require(
      kind != "git" || !fields.text("customGitUrl").isEmpty, "customGitUrl", "is needed: the repository's address")
    problems.require(
      kind != "docker" || !fields.text("dockerImage").isEmpty, "dockerImage", "is needed: an image such as nginx:1.27"
    )
    try problems.throwIfAny()
  }

  private static func saveSource(_ kind: String, _ id: String, _ fields: TextFields, _ desk: Desk) async throws {
    switch kind {
    case "git": try await desk.call("application.saveGitProvider", SaveGitSourceForm.input(id, fields))
    case "docker": try await desk.call("application.saveDockerProvider", SaveDockerSourceForm.input(id, fields))
    default: break
    }
  }
}
