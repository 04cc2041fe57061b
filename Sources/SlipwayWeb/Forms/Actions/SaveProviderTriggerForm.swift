import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves what of a provider's repository deploys a service.
enum SaveProviderTriggerForm: FormAction {
  static let name = "save-provider-trigger"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let target = try ServiceTarget(fields)
    var input: [String: JSONValue] = [
      "triggerType": .string(fields.text("triggerType")), "enableSubmodules": fields.flag("enableSubmodules"),
    ]
    for name in ["watchPaths", "branchPatterns", "tagPatterns"] {
      let lines = fields.lines(name)
      input[name] = lines.isEmpty ? .null : .array(lines.map(JSONValue.string))
    }
    if let kind = ProviderKind(rawValue: fields.text("kind")), fields["buildPath"] != nil {
      let path = fields.text("buildPath")
      input[kind == .github ? "buildPath" : "\(kind.rawValue)BuildPath"] = .string(path.isEmpty ? "/" : path)
    }
    try await target.update(input, desk)
    return .back
  }
}
