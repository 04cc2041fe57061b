package import Foundation
package import SlipwayCore
import SlipwayEngine
import SlipwayProcedures
import SlipwayProviders

/// What the webhook of a GitLab project is told. GitLab sends the secret itself and signs nothing.
package enum GitLabProviderWebhook: ProviderWebhook {
  package static let kind = ProviderKind.gitlab
  private static let header = "x-gitlab-token"

  package static func hasSignature(_ headers: [String: String]) -> Bool { headers[header] != nil }

  package static func isSigned(_ body: Data, _ headers: [String: String], with secret: Secret) -> Bool {
    guard let sent = headers[header], !secret.isEmpty else { return false }
    // Of equal length whatever was sent: the secret's own length tells nothing either.
    return ConstantTime.isEqual(TokenDigest.of(sent), TokenDigest.of(secret.reveal()))
  }

  package static func repositoryID(_ body: JSONValue) -> String? {
    body["project"]?["id"]?.wholeNumber.map(String.init)
  }

  package static func read(_ request: WebhookRequest) -> ProviderCall {
    let (headers, body) = (request.headers, request.body)
    let word = body["object_kind"]?.stringValue ?? headers["x-gitlab-event"] ?? ""
    let attributes = body["object_attributes"]
    let event = GitLabWebhook.decode(request)
    var call = ProviderCall(
      event: [word, attributes?["action"]?.stringValue].compactMap(\.self).joined(separator: "."),
      deliveryID: event.deliveryID,
      repository: body["project"]?["path_with_namespace"]?.stringValue.flatMap { RepositoryPath($0) },
      happening: .other(word))
    call.repositoryID = body["project"]?["id"]?.wholeNumber.map(String.init)
    switch word {
    case "push", "tag_push":
      call.happening = .push(event)
      call.before = body["before"]?.stringValue
      call.after = body["after"]?.stringValue
    case "merge_request": call.happening = mergeRequest(body).map { .pullRequest($0) } ?? .other(call.event)
    default: break
    }
    return call
  }

  private static func mergeRequest(_ body: JSONValue) -> PullRequestEvent? {
    guard let request = body["object_attributes"], let number = request["iid"]?.wholeNumber,
      let action = action(request, body["changes"] ?? .null),
      let repository = (request["target"]?["path_with_namespace"] ?? body["project"]?["path_with_namespace"])?
        .stringValue.flatMap({ RepositoryPath($0) }),
      let author = author(request, body["user"]), let source = request["source_branch"]?.stringValue,
      let target = request["target_branch"]?.stringValue,
      let commit = request["last_commit"]?["id"]?.stringValue, GitReference.isCommit(commit)
    else { return nil }
    let head = request["source"]?["path_with_namespace"]?.stringValue.flatMap { RepositoryPath($0) }
    var event = PullRequestEvent(
      action, repository: repository, number: number, author: author,
      head: .init(repository: head, branch: source, commit: commit),
      // GitLab does not say where the target stands.
      base: .init(repository: repository, branch: target, commit: ""))
    event.title = request["title"]?.stringValue ?? ""
    event.isDraft = request["draft"] == .bool(true) || request["work_in_progress"] == .bool(true)
    event.labels = (body["labels"]?.arrayValue ?? []).compactMap { $0["title"]?.stringValue }
    event.url = request["url"]?.stringValue ?? ""
    return event
  }

  /// The name of whoever did it is there, and only the number of whoever opened it.
  private static func author(_ request: JSONValue, _ actor: JSONValue?) -> String? {
    let number = request["author_id"]?.wholeNumber
    if let name = actor?["username"]?.stringValue, number == nil || actor?["id"]?.wholeNumber == number {
      return name
    }
    return number.map { "id:\($0)" }
  }

  private static func action(_ request: JSONValue, _ changes: JSONValue) -> PullRequestEvent.Action? {
    switch request["action"]?.stringValue {
    case "open": .opened
    case "reopen": .reopened
    case "close", "merge": .closed
    case "update": request["oldrev"]?.stringValue == nil ? change(changes) : .synchronized
    default: nil
    }
  }

  private static func change(_ changes: JSONValue) -> PullRequestEvent.Action? {
    for name in ["draft", "work_in_progress"] {
      if let current = changes[name]?["current"] { return current == .bool(true) ? .drafted : .ready }
    }
    if let labels = changes["labels"] {
      let (before, after) = (labels["previous"]?.arrayValue ?? [], labels["current"]?.arrayValue ?? [])
      return after.count >= before.count ? .labeled : .unlabeled
    }
    return ["title", "description", "target_branch"].contains { changes[$0] != nil } ? .edited : nil
  }
}
