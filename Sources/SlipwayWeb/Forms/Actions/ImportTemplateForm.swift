import SlipwayCore
import SlipwayProcedures

/// Makes a compose stack of a template that somebody exported.
enum ImportTemplateForm: FormAction {
  static let name = "import-template"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    var problems = ValidationProblems()
    problems.require(!fields.text("name").isEmpty, "name", "is needed")
    problems.require(!fields.text("base64").isEmpty, "base64", "is needed: the exported text")
    try problems.throwIfAny()
    let answer = try await desk.call(
      "compose.create",
      [
        "name": .string(fields.text("name")), "environmentId": .string(fields.text("environmentId")),
        "sourceType": "raw",
      ])
    guard let id = answer["composeId"]?.stringValue else { return .back }
    do {
      try await desk.call("compose.import", ["composeId": .string(id), "base64": .string(fields.text("base64"))])
      return .next("/compose/\(id)")
    } catch {
      // Half of a creation is none: the form comes back with what was typed.
      _ = try? await desk.call("compose.delete", ["composeId": .string(id), "deleteVolumes": false])
      throw error
    }
  }
}
