import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Begins to make a GitHub app: the browser takes the proposal to GitHub.
enum ConnectGitHubForm: FormAction {
  static let name = "connect-github"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let answer = try await desk.call(
      "github.begin",
      [
        "name": .string(fields.text("name")), "githubUrl": .string(fields.text("githubUrl")),
        "organization": .string(fields.text("organization")),
      ])
    let (url, manifest) = (answer["url"]?.stringValue ?? "", answer["manifest"]?.stringValue ?? "")
    return .leave(to: url) { request in
      LeavePage.render(
        "Connect GitHub", to: url,
        "GitHub shows what the app may do, and makes it. You come back here, and install it for your repositories.",
        .post([("manifest", manifest)]), request.context)
    }
  }
}

/// Begins to install a GitHub app for repositories.
enum InstallGitHubForm: FormAction {
  static let name = "install-github"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let answer = try await desk.call("github.install", ["githubId": .string(fields.text("githubId"))])
    let url = answer["url"]?.stringValue ?? ""
    return .page { request in
      LeavePage.render(
        "Choose repositories", to: url, "GitHub asks which repositories the app may see, and brings you back here.",
        .link, request.context)
    }
  }
}
