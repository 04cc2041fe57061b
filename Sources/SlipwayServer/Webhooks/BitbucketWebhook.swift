import SlipwayCore
package import SlipwayEngine

/// Reads the pushes of Bitbucket, whose payloads do not say which files changed.
package enum BitbucketWebhook: Webhook {
  package static func recognizes(_ request: WebhookRequest) -> Bool { request.headers["x-event-key"] != nil }

  package static func decode(_ request: WebhookRequest) -> WebhookEvent {
    let name = request.headers["x-event-key"] ?? ""
    let identifier = request.headers["x-request-uuid"]
    guard name.contains("repo:push") else {
      let kind: WebhookEvent.Kind = name == "diagnostics:ping" ? .ping : .other(name)
      return WebhookEvent(kind: kind, title: WebhookEvent.unknownTitle, deliveryID: identifier)
    }
    let change = request.body["push"]?["changes"]?.arrayValue?.first
    let target = change?["new"]?["target"]
    let hash = target?["hash"]?.stringValue
    return WebhookEvent(
      kind: kind(of: change), commit: hash, title: target?["message"]?.stringValue ?? WebhookEvent.untitledPush,
      deliveryID: identifier ?? hash.map { "push:\(change?["old"]?["target"]?["hash"]?.stringValue ?? ""):\($0)" },
      defaultBranch: request.body["repository"]?["mainbranch"]?["name"]?.stringValue)
  }

  private static func kind(of change: JSONValue?) -> WebhookEvent.Kind {
    if let name = change?["new"]?["name"]?.stringValue {
      return change?["new"]?["type"]?.stringValue == "tag" ? .tag(name) : .push(branch: name)
    }
    if let old = change?["old"]?["name"]?.stringValue { return .deletion(old) }
    return .other("push without a change")
  }
}
