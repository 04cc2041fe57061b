import SlipwayCore

/// Reads the pushes of Charm's Soft Serve.
package enum SoftServeWebhook: Webhook {
  package static func recognizes(_ delivery: WebhookDelivery) -> Bool {
    delivery.headers["x-softserve-event"] != nil
  }

  package static func decode(_ delivery: WebhookDelivery) -> WebhookEvent {
    let name = delivery.headers["x-softserve-event"] ?? ""
    let identifier = delivery.headers["x-softserve-delivery"]
    let body = delivery.body
    guard name == "push" else {
      return WebhookEvent(kind: .other(name), title: WebhookEvent.unknownTitle, deliveryID: identifier)
    }
    let push = GitPush(body: body)
    return WebhookEvent(
      kind: push.kind, commit: body["after"]?.stringValue,
      title: body["commits"]?.arrayValue?.first?["message"]?.stringValue ?? WebhookEvent.untitledPush,
      // Its commits name no files.
      files: nil, deliveryID: identifier ?? push.fingerprint)
  }
}
