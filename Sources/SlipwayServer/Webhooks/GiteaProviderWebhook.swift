package import Foundation
package import SlipwayCore
import SlipwayEngine
import SlipwayProviders

/// What the webhook of a repository at Gitea or Forgejo is told.
package enum GiteaProviderWebhook: ProviderWebhook {
  package static let kind = ProviderKind.gitea
  private static let header = "x-gitea-signature"

  package static func hasSignature(_ headers: [String: String]) -> Bool { headers[header] != nil }

  package static func isSigned(_ body: Data, _ headers: [String: String], with secret: Secret) -> Bool {
    headers[header].map { BodySignature.isValid($0, of: body, with: secret) } ?? false
  }

  package static func repositoryID(_ body: JSONValue) -> String? {
    body["repository"]?["id"]?.wholeNumber.map(String.init)
  }

  package static func read(_ request: WebhookRequest) -> ProviderCall {
    let (name, body) = (request.headers["x-gitea-event"] ?? "", request.body)
    let action = body["action"]?.stringValue
    let event = GiteaWebhook.decode(request)
    var call = ProviderCall(
      event: [name, action].compactMap(\.self).joined(separator: "."), deliveryID: event.deliveryID,
      repository: body["repository"]?["full_name"]?.stringValue.flatMap { RepositoryPath($0) },
      happening: .other(name))
    switch name {
    case "push":
      call.happening = .push(event)
      call.before = body["before"]?.stringValue
      call.after = body["after"]?.stringValue
    case "delete":
      guard let reference = body["ref"]?.stringValue else { break }
      var deletion = event
      deletion.kind = .deletion(reference)
      call.happening = .push(deletion)
    case "pull_request": call.happening = pullRequest(body).map { .pullRequest($0) } ?? .other(call.event)
    default: break
    }
    return call
  }

  private static func pullRequest(_ body: JSONValue) -> PullRequestEvent? {
    guard let request = body["pull_request"], let number = request["number"]?.wholeNumber,
      let action = body["action"]?.stringValue.flatMap(action),
      let repository = body["repository"]?["full_name"]?.stringValue.flatMap({ RepositoryPath($0) }),
      let author = request["user"]?["login"]?.stringValue, let head = side(request["head"]),
      let base = side(request["base"]), GitReference.isCommit(head.commit)
    else { return nil }
    var event = PullRequestEvent(
      action, repository: repository, number: number, author: author, head: head, base: base)
    event.title = request["title"]?.stringValue ?? ""
    // Older ones know drafts by the title only.
    event.isDraft =
      request["draft"] == .bool(true) || ["WIP:", "[WIP]"].contains { event.title.uppercased().hasPrefix($0) }
    event.labels = (request["labels"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    event.url = request["html_url"]?.stringValue ?? ""
    return event
  }

  private static func side(_ side: JSONValue?) -> PullRequestEvent.Side? {
    guard let branch = side?["ref"]?.stringValue else { return nil }
    return PullRequestEvent.Side(
      repository: side?["repo"]?["full_name"]?.stringValue.flatMap { RepositoryPath($0) }, branch: branch,
      commit: side?["sha"]?.stringValue ?? "")
  }

  private static func action(_ word: String) -> PullRequestEvent.Action? {
    switch word {
    case "opened": .opened
    case "synchronized": .synchronized
    case "reopened": .reopened
    // It does not say whether labels came or went.
    case "label_updated": .labeled
    case "label_cleared": .unlabeled
    case "edited": .edited
    case "closed": .closed
    default: nil
    }
  }
}
