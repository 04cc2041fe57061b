import SlipwayCore
package import SlipwayEngine

/// Reads that an image came to Docker Hub, which sends no header of its own.
package enum DockerHubWebhook: Webhook {
  package static func recognizes(_ request: WebhookRequest) -> Bool {
    request.body["push_data"] != nil
      || (request.headers["user-agent"]?.contains("Go-http-client") ?? false) && request.body["repository"] != nil
  }

  package static func decode(_ request: WebhookRequest) -> WebhookEvent {
    let name = request.body["repository"]?["repo_name"]?.stringValue
    let data = request.body["push_data"]
    let tag = data?["tag"]?.stringValue
    let image = [name, tag].compactMap(\.self).joined(separator: ":")
    let pusher = data?["pusher"]?.stringValue.map { " by \($0)" } ?? ""
    return WebhookEvent(
      kind: .image(name: name, tag: tag), title: "DockerHub image pushed: \(image)\(pusher)",
      deliveryID: data?["pushed_at"]?.wholeNumber.map { "dockerhub:\(image):\($0)" })
  }
}
