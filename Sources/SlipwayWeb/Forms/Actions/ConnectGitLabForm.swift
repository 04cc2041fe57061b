import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Keeps an application of GitLab's, and takes the person there to give leave.
enum ConnectGitLabForm: FormAction {
  static let name = "connect-gitlab"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let names = ["name", "gitlabUrl", "gitlabInternalUrl", "applicationId", "secret", "groupName"]
    let input = Dictionary(uniqueKeysWithValues: names.map { ($0, JSONValue.string(fields.text($0))) })
    let made = try await desk.call("gitlab.create", input)
    return try await ReconnectProviderForm.leave(.gitlab, made["gitlabId"]?.stringValue ?? "", desk)
  }
}
