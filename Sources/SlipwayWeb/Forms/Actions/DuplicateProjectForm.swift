import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Copies the services that are ticked.
enum DuplicateProjectForm: FormAction {
  static let name = "duplicate-project"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    // `<kind> <id>`: the published input wants both.
    let services = fields.fields.filter { $0.name == "services" }.compactMap { field -> JSONValue? in
      let words = field.value.split(separator: " ").map(String.init)
      return words.count == 2 ? ["type": .string(words[0]), "id": .string(words[1])] : nil
    }
    let isBeside = fields["target"] == "beside"
    let answer = try await desk.call(
      "project.duplicate",
      [
        "sourceEnvironmentId": .string(fields.text("sourceEnvironmentId")), "name": .string(fields.text("name")),
        "description": .string(fields.text("description")), "selectedServices": .array(services),
        "duplicateInSameProject": .bool(isBeside),
      ])
    if isBeside { return .next("/environments/\(fields.text("sourceEnvironmentId"))") }
    return .next("/projects/\(answer["projectId"]?.stringValue ?? "")")
  }
}
