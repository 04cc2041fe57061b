import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Turns what stands in one view of an environment editor into the other; saves nothing.
enum ConvertEnvironmentForm: FormAction {
  static let name = "convert-environment"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let editor = fields.text("_editor")
    let text = fields.environment(editor)
    // Only services have references to resolve; shared variables are what they refer to.
    let target = try? ServiceTarget(fields)
    return .page { request in
      var problems: [String: String] = [:]
      if let target, let frame = try? await target.frame(request.desk) {
        problems = EnvironmentEditing.problems(text, try await EnvironmentEditing.load(frame, desk))
      }
      let form = PostForm("convert", request.context)
      return EnvironmentEditor(name: editor, label: "Variables", text: text, problems: problems).html(form)
    }
  }
}
