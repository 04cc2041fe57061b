import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Makes a compose stack of a template, and deploys it when that was asked for.
enum CreateTemplateForm: FormAction {
  static let name = "create-template"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    CreateComposeForm.next(
      try await desk.call(
        "compose.createFromTemplate",
        [
          "environmentId": .string(fields.text("environmentId")), "id": .string(fields.text("id")),
          "serverId": fields.optional("serverId"), "deploy": .bool(fields["then"] == "deploy"),
        ]))
  }
}
