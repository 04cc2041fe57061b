import SlipwayCore
package import SlipwayEngine

/// Reads the pushes of Charm's Soft Serve.
package enum SoftServeWebhook: Webhook {
  package static func recognizes(_ request: WebhookRequest) -> Bool {
    request.headers["x-softserve-event"] != nil
  }

  package static func decode(_ request: WebhookRequest) -> WebhookEvent {
    let name = request.headers["x-softserve-event"] ?? ""
    let identifier = request.headers["x-softserve-delivery"]
    let body = request.body
    guard name == "push" else {
      return WebhookEvent(kind: .other(name), title: WebhookEvent.unknownTitle, deliveryID: identifier)
    }
    let push = GitPush(body: body)
    return WebhookEvent(
      kind: push.kind, commit: body["after"]?.stringValue,
      title: body["commits"]?.arrayValue?.first?["message"]?.stringValue ?? WebhookEvent.untitledPush,
      // Its commits name no files.
      files: nil, deliveryID: identifier ?? push.fingerprint, defaultBranch: push.defaultBranch)
  }
}
