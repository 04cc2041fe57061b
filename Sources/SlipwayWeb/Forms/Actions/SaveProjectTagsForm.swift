import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Gives a project the tags that are ticked.
enum SaveProjectTagsForm: FormAction {
  static let name = "save-project-tags"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let tags = fields.fields.filter { $0.name == "tagIds" && !$0.value.isEmpty }.map { JSONValue.string($0.value) }
    try await desk.call("tag.bulkAssign", ["projectId": .string(fields.text("projectId")), "tagIds": .array(tags)])
    return .back
  }
}
