import SlipwayCore
package import SlipwayEngine

/// Reads the pushes of Gitea and Forgejo.
package enum GiteaWebhook: Webhook {
  package static func recognizes(_ request: WebhookRequest) -> Bool { request.headers["x-gitea-event"] != nil }

  package static func decode(_ request: WebhookRequest) -> WebhookEvent {
    let name = request.headers["x-gitea-event"] ?? ""
    let identifier = request.headers["x-gitea-delivery"]
    guard name == "push" else {
      return WebhookEvent(kind: .other(name), title: WebhookEvent.unknownTitle, deliveryID: identifier)
    }
    let body = request.body
    let push = GitPush(body: body)
    let first = body["head_commit"]?["message"] ?? body["commits"]?.arrayValue?.first?["message"]
    return WebhookEvent(
      kind: push.kind, commit: body["head_commit"]?["id"]?.stringValue ?? body["after"]?.stringValue,
      title: first?.stringValue ?? WebhookEvent.untitledPush,
      files: push.files(total: body["total_commits"]?.wholeNumber), deliveryID: identifier ?? push.fingerprint,
      defaultBranch: push.defaultBranch)
  }
}
