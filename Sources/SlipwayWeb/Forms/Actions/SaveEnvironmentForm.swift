import SlipwayCore
import SlipwayProcedures

/// Shows what would change before an application's environment is saved.
enum SaveEnvironmentForm: FormAction {
  static let name = "save-environment"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let id = ID<Deployable>(fields.text("applicationId"))
    let typed = [
      ("env", fields.environment("env")), ("buildArgs", fields.environment("buildArgs")),
      ("buildSecrets", fields.environment("buildSecrets")),
    ]
    let createsFile = fields["createEnvFile"] == "true"
    return .page { request in
      var request = request
      request.parameters["application"] = id.rawValue
      let page = try await EnvironmentEditorPage.load(request.desk, id, request)
      return EnvironmentReviewPage.render(review(typed, createsFile, page), request.context)
    }
  }

  private static func review(
    _ typed: [(name: String, text: String)], _ createsFile: Bool, _ page: EnvironmentEditorPage.Model
  ) -> EnvironmentReviewPage.Model {
    let application = page.frame.application
    let stored = [
      "env": application.env, "buildArgs": application.buildArgs, "buildSecrets": application.buildSecrets,
    ]
    let titles = ["env": "Environment variables", "buildArgs": "Build arguments", "buildSecrets": "Build secrets"]
    let parts = typed.map { part in
      EnvironmentReviewPage.Part(
        title: titles[part.name] ?? part.name,
        changes: EnvironmentText.changes(from: (stored[part.name] ?? nil) ?? "", to: part.text))
    }
    let isChanged =
      createsFile != application.build.createEnvFile
      || typed.contains { ((stored[$0.name] ?? nil) ?? "") != $0.text }
    let problems = EnvironmentEditorPage.problems(typed.first?.text ?? "", page)
    return EnvironmentReviewPage.Model(
      frame: page.frame, parts: parts,
      fields: [("applicationId", page.frame.id.rawValue), ("createEnvFile", createsFile ? "true" : "false")]
        + typed.map { ($0.name, $0.text) },
      problems: problems.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }, isChanged: isChanged)
  }
}
