package import Foundation
package import SlipwayCore
import SlipwayEngine
import SlipwayProviders

/// What a GitHub app is told.
package enum GitHubProviderWebhook: ProviderWebhook {
  package static let kind = ProviderKind.github
  private static let header = "x-hub-signature-256"
  private static let prefix = "sha256="

  package static func hasSignature(_ headers: [String: String]) -> Bool { headers[header] != nil }

  package static func isSigned(_ body: Data, _ headers: [String: String], with secret: Secret) -> Bool {
    guard let sent = headers[header], sent.hasPrefix(prefix) else { return false }
    return BodySignature.isValid(String(sent.dropFirst(prefix.count)), of: body, with: secret)
  }

  /// The number of the app's installation that a body is about.
  static func installation(_ body: JSONValue) -> String? {
    body["installation"]?["id"]?.wholeNumber.map(String.init)
  }

  package static func read(_ request: WebhookRequest) -> ProviderCall {
    let (name, body) = (request.headers["x-github-event"] ?? "", request.body)
    let action = body["action"]?.stringValue
    var call = ProviderCall(
      event: [name, action].compactMap(\.self).joined(separator: "."),
      deliveryID: request.headers["x-github-delivery"],
      repository: body["repository"]?["full_name"]?.stringValue.flatMap { RepositoryPath($0) },
      happening: .other(name))
    switch name {
    case "ping": call.happening = .ping
    case "push":
      call.happening = .push(GitHubWebhook.decode(request))
      call.before = body["before"]?.stringValue
      call.after = body["after"]?.stringValue
    case "pull_request": call.happening = pullRequest(body).map { .pullRequest($0) } ?? .other(call.event)
    case "repository" where action == "renamed" || action == "transferred":
      call.happening = renamed(body, to: call.repository)
    case "installation": call.happening = installation(action)
    default: break
    }
    return call
  }

  private static func installation(_ action: String?) -> ProviderCall.Happening {
    switch action {
    case "deleted":
      .lost("The GitHub app was uninstalled: install it again from Settings → Git providers.")
    case "suspend":
      .lost("The GitHub app's installation is suspended: unsuspend it in GitHub's settings.")
    case "created", "unsuspend", "new_permissions_accepted": .found
    default: .other("installation")
    }
  }

  private static func renamed(_ body: JSONValue, to path: RepositoryPath?) -> ProviderCall.Happening {
    guard let path else { return .other("repository") }
    let changes = body["changes"]
    let name = changes?["repository"]?["name"]?["from"]?.stringValue
    let from = changes?["owner"]?["from"]
    let owner = (from?["user"]?["login"] ?? from?["organization"]?["login"])?.stringValue
    guard name != nil || owner != nil, let before = RepositoryPath("\(owner ?? path.owner)/\(name ?? path.name)")
    else {
      return .other("repository")
    }
    return .renamed(from: before)
  }

  private static func pullRequest(_ body: JSONValue) -> PullRequestEvent? {
    guard let request = body["pull_request"], let number = request["number"]?.wholeNumber,
      let action = body["action"]?.stringValue.flatMap(action),
      let repository = body["repository"]?["full_name"]?.stringValue.flatMap({ RepositoryPath($0) }),
      let author = request["user"]?["login"]?.stringValue, let head = side(request["head"]),
      let base = side(request["base"])
    else { return nil }
    var event = PullRequestEvent(
      action, repository: repository, number: number, author: author, head: head, base: base)
    event.title = request["title"]?.stringValue ?? ""
    event.isDraft = request["draft"] == .bool(true)
    event.labels = (request["labels"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    event.url = request["html_url"]?.stringValue ?? ""
    return event
  }

  private static func side(_ side: JSONValue?) -> PullRequestEvent.Side? {
    guard let branch = side?["ref"]?.stringValue, let commit = side?["sha"]?.stringValue,
      GitReference.isCommit(commit)
    else { return nil }
    return PullRequestEvent.Side(
      repository: side?["repo"]?["full_name"]?.stringValue.flatMap { RepositoryPath($0) }, branch: branch,
      commit: commit)
  }

  private static func action(_ word: String) -> PullRequestEvent.Action? {
    switch word {
    case "opened": .opened
    case "synchronize": .synchronized
    case "reopened": .reopened
    case "labeled": .labeled
    case "unlabeled": .unlabeled
    case "ready_for_review": .ready
    case "converted_to_draft": .drafted
    case "edited": .edited
    case "closed": .closed
    default: nil
    }
  }
}
