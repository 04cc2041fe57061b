import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Keeps an application of Gitea's or Forgejo's, and takes the person there to give leave.
enum ConnectGiteaForm: FormAction {
  static let name = "connect-gitea"

  static func run(_ fields: TextFields, _ desk: Desk) async throws -> FormOutcome {
    let names = ["name", "giteaUrl", "giteaInternalUrl", "clientId", "clientSecret", "organizationName"]
    let input = Dictionary(uniqueKeysWithValues: names.map { ($0, JSONValue.string(fields.text($0))) })
    let made = try await desk.call("gitea.create", input)
    return try await ReconnectProviderForm.leave(.gitea, made["giteaId"]?.stringValue ?? "", desk)
  }
}
