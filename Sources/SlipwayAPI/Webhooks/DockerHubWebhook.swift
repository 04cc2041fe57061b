import SlipwayCore

/// Reads that an image came to Docker Hub, which sends no header of its own.
package enum DockerHubWebhook: Webhook {
  package static func recognizes(_ delivery: WebhookDelivery) -> Bool {
    delivery.body["push_data"] != nil
      || (delivery.headers["user-agent"]?.contains("Go-http-client") ?? false) && delivery.body["repository"] != nil
  }

  package static func decode(_ delivery: WebhookDelivery) -> WebhookEvent {
    let name = delivery.body["repository"]?["repo_name"]?.stringValue
    let data = delivery.body["push_data"]
    let tag = data?["tag"]?.stringValue
    let image = [name, tag].compactMap(\.self).joined(separator: ":")
    let pusher = data?["pusher"]?.stringValue.map { " by \($0)" } ?? ""
    return WebhookEvent(
      kind: .image(name: name, tag: tag), title: "DockerHub image pushed: \(image)\(pusher)", 
      deliveryID: data?["pushed_at"]?.integerValue.map { "dockerhub:\(image):\($0)" })
  }
}
