import SlipwayCore
package import SlipwayEngine

/// Reads the pushes of GitHub, and of Gogs, which sends GitHub's header.
package enum GitHubWebhook: Webhook {
  package static func recognizes(_ request: WebhookRequest) -> Bool { request.headers["x-github-event"] != nil }

  package static func decode(_ request: WebhookRequest) -> WebhookEvent {
    let name = request.headers["x-github-event"] ?? ""
    let identifier = request.headers["x-github-delivery"]
    switch name {
    case "ping": return WebhookEvent(kind: .ping, title: "Ping", deliveryID: identifier)
    case "push": return push(request.body, identifier)
    default: return WebhookEvent(kind: .other(name), title: WebhookEvent.unknownTitle, deliveryID: identifier)
    }
  }

  private static func push(_ body: JSONValue, _ identifier: String?) -> WebhookEvent {
    let push = GitPush(body: body)
    let head = body["head_commit"]
    return WebhookEvent(
      kind: push.kind, commit: head?["id"]?.stringValue ?? body["after"]?.stringValue,
      title: head?["message"]?.stringValue ?? WebhookEvent.untitledPush, files: push.files(total: nil),
      deliveryID: identifier ?? push.fingerprint, defaultBranch: push.defaultBranch)
  }
}
