import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Saves what is wanted of previews.
enum SavePreviewsForm: FormAction {
  static let name = "save-previews"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let target = try ServiceTarget(fields)
    var input: [String: JSONValue] = [:]
    for name in [
      "isPreviewDeploymentsActive", "previewDrafts", "previewRequireCollaboratorPermissions", "previewHttps",
      "previewParentVariables",
    ] { input[name] = fields.flag(name) }
    for name in ["previewWildcard", "previewCustomCertResolver", "previewServiceName"] {
      input[name] = fields.optional(name)
    }
    for name in ["previewLimit", "previewExpiryHours"] {
      input[name] = try fields.integer(name).map { .integer($0) } ?? .null
    }
    if let port = try fields.integer("previewPort") { input["previewPort"] = .integer(port) }
    if fields["previewPath"] != nil {
      let path = fields.text("previewPath")
      input["previewPath"] = .string(path.isEmpty ? "/" : path)
    }
    input["previewCertificateType"] = .string(fields.text("previewCertificateType"))
    for name in ["previewEnv", "previewBuildArgs", "previewBuildSecrets"] where fields[name] != nil {
      input[name] = .string((fields[name] ?? "").replacing("\r\n", with: "\n"))
    }
    input["previewLabels"] = .array(fields.lines("previewLabels").map(JSONValue.string))
    input["previewDatabaseIds"] = .array(
      fields.fields.filter { $0.name == "previewDatabaseIds" }.map { .string($0.value) })
    try await target.update(input, desk)
    return .back
  }
}
