import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves how code becomes an image.
enum SaveBuildForm: FormAction {
  static let name = "save-build"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let id = JSONValue.string(fields.text("applicationId"))
    let names = [
      "dockerfile", "dockerContextPath", "dockerBuildStage", "publishDirectory", "railpackVersion", "herokuVersion",
    ]
    var input: [String: JSONValue] = [
      "applicationId": id, "buildType": .string(fields.text("buildType")), "isStaticSpa": fields.flag("isStaticSpa"),
      "cleanCache": fields.flag("cleanCache"),
    ]
    for name in names { input[name] = fields.optional(name) }
    try await desk.call("application.update", input)
    return .back
  }
}
