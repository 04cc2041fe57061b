import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Shows what would change before a service's environment is saved.
enum SaveEnvironmentForm: FormAction {
  static let name = "save-environment"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let service = try ServiceTarget(fields)
    return .page { request in
      let page = try await EnvironmentEditing.load(try await service.frame(request.desk), request.desk)
      return EnvironmentReviewPage.render(review(fields, page), request.context)
    }
  }

  private static func review(_ fields: TextFields, _ page: EnvironmentEditing.Model) -> EnvironmentReviewPage.Model {
    let texts = texts(of: page.frame).map { (text: $0, typed: fields.environment($0.name)) }
    let parts = texts.map { part in
      EnvironmentReviewPage.Part(
        title: part.text.title, changes: EnvironmentText.changes(from: part.text.stored, to: part.typed))
    }
    var posted = page.frame.named + texts.map { ($0.text.name, $0.typed) }
    var isChanged = texts.contains { $0.text.stored != $0.typed }
    if let application = (page.frame as? ApplicationFrame)?.application {
      let createsFile = fields["createEnvFile"] == "true"
      posted.append(("createEnvFile", createsFile ? "true" : "false"))
      isChanged = isChanged || createsFile != application.build.createEnvFile
    }
    let references = EnvironmentEditing.problems(texts.first?.typed ?? "", page).sorted { $0.key < $1.key }
    return EnvironmentReviewPage.Model(
      frame: page.frame, parts: parts, fields: posted,
      problems: references.map { "\($0.key): \($0.value)" } + texts.flatMap { unread($0.typed, $0.text.title) },
      isChanged: isChanged)
  }

  /// A line that is no variable stays in the text and reaches nobody; whoever typed it should know.
  private static func unread(_ typed: String, _ title: String) -> [String] {
    EnvironmentVariables(parsing: typed).ignoredLines.map {
      "\(title), line \($0): it is no NAME=value, so no process gets it."
    }
  }

  /// A text of variables that is edited.
  private struct Text {
    var name: String
    var title: String
    var stored: String
  }

  private static func texts(of frame: any ServiceFrame) -> [Text] {
    let own = Text(name: "env", title: "Environment variables", stored: frame.facts.env)
    guard let application = (frame as? ApplicationFrame)?.application else { return [own] }
    return [
      own, Text(name: "buildArgs", title: "Build arguments", stored: application.buildArgs ?? ""),
      Text(name: "buildSecrets", title: "Build secrets", stored: application.buildSecrets ?? ""),
    ]
  }
}
