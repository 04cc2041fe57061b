package import Foundation
package import SlipwayCore
import SlipwayEngine
import SlipwayProviders

/// What the webhook of a repository at Bitbucket is told.
package enum BitbucketProviderWebhook: ProviderWebhook {
  package static let kind = ProviderKind.bitbucket
  private static let header = "x-hub-signature"
  private static let prefix = "sha256="

  package static func hasSignature(_ headers: [String: String]) -> Bool { headers[header] != nil }

  package static func isSigned(_ body: Data, _ headers: [String: String], with secret: Secret) -> Bool {
    guard let sent = headers[header], sent.hasPrefix(prefix) else { return false }
    return BodySignature.isValid(String(sent.dropFirst(prefix.count)), of: body, with: secret)
  }

  package static func repositoryID(_ body: JSONValue) -> String? {
    body["repository"]?["uuid"]?.stringValue
  }

  package static func read(_ request: WebhookRequest) -> ProviderCall {
    let (name, body) = (request.headers["x-event-key"] ?? "", request.body)
    let event = BitbucketWebhook.decode(request)
    var call = ProviderCall(
      event: name, deliveryID: event.deliveryID,
      repository: body["repository"]?["full_name"]?.stringValue.flatMap { RepositoryPath($0) },
      happening: .other(name))
    switch name {
    case "repo:push":
      let change = body["push"]?["changes"]?.arrayValue?.first
      call.happening = .push(event)
      call.before = change?["old"]?["target"]?["hash"]?.stringValue
      call.after = change?["new"]?["target"]?["hash"]?.stringValue
    case "repo:updated":
      let before = body["changes"]?["full_name"]?["old"]?.stringValue.flatMap { RepositoryPath($0) }
      if let before { call.happening = .renamed(from: before) }
    case "diagnostics:ping": call.happening = .ping
    case _ where name.hasPrefix("pullrequest:"):
      call.happening = pullRequest(name, body).map { .pullRequest($0) } ?? .other(name)
    default: break
    }
    return call
  }

  /// Of a push of several branches, each is a call of its own.
  package static func all(_ request: WebhookRequest) -> [ProviderCall] {
    let changes = request.body["push"]?["changes"]?.arrayValue ?? []
    guard changes.count > 1 else { return [read(request)] }
    return changes.prefix(100).enumerated().map { index, change in
      var (alone, body) = (request, request.body.members)
      body["push"] = ["changes": [change]]
      alone.body = .object(body)
      var call = read(alone)
      call.deliveryID = call.deliveryID.map { index == 0 ? $0 : "\($0):\(index)" }
      return call
    }
  }

  private static func pullRequest(_ name: String, _ body: JSONValue) -> PullRequestEvent? {
    guard let request = body["pullrequest"], let number = request["id"]?.wholeNumber,
      let action = action(name),
      let repository = body["repository"]?["full_name"]?.stringValue.flatMap({ RepositoryPath($0) }),
      // A nickname may be anybody's.
      let author = (request["author"]?["account_id"] ?? request["author"]?["uuid"])?.stringValue,
      let head = side(request["source"]), let base = side(request["destination"])
    else { return nil }
    var event = PullRequestEvent(
      action, repository: repository, number: number, author: author, head: head, base: base)
    event.title = request["title"]?.stringValue ?? ""
    event.isDraft = request["draft"] == .bool(true)
    event.url = request["links"]?["html"]?["href"]?.stringValue ?? ""
    return event
  }

  /// The hash is cut short here; it is made whole before anything is decided.
  private static func side(_ side: JSONValue?) -> PullRequestEvent.Side? {
    guard let branch = side?["branch"]?["name"]?.stringValue else { return nil }
    return PullRequestEvent.Side(
      repository: side?["repository"]?["full_name"]?.stringValue.flatMap { RepositoryPath($0) }, branch: branch,
      commit: side?["commit"]?["hash"]?.stringValue ?? "")
  }

  private static func action(_ name: String) -> PullRequestEvent.Action? {
    switch name {
    case "pullrequest:created": .opened
    // Of commits, the title and the draft's end alike.
    case "pullrequest:updated": .synchronized
    case "pullrequest:fulfilled", "pullrequest:rejected": .closed
    default: nil
    }
  }
}
