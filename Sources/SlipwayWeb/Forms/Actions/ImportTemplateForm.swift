import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Makes a compose stack of a template that somebody exported.
enum ImportTemplateForm: FormAction {
  static let name = "import-template"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    CreateComposeForm.next(
      try await desk.call(
        "compose.createFromTemplate",
        [
          "name": .string(fields.text("name")), "environmentId": .string(fields.text("environmentId")),
          "base64": .string(fields.text("base64")), "serverId": fields.optional("serverId"),
        ]))
  }
}
