import SlipwayCore
package import SlipwayEngine

/// Reads that an image came to GitHub's container registry.
package enum GHCRWebhook: Webhook {
  package static func recognizes(_ request: WebhookRequest) -> Bool {
    request.headers["x-github-event"] == "registry_package"
  }

  package static func decode(_ request: WebhookRequest) -> WebhookEvent {
    let version = request.body["registry_package"]?["package_version"]
    let address = version?["package_url"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    let split = address.map(ImageName.init)
    return WebhookEvent(
      kind: .image(name: split?.name, tag: tag(of: version) ?? split?.tag),
      title: address.map { "Docker GHCR image pushed: \($0)" } ?? "Docker GHCR image pushed",
      deliveryID: request.headers["x-github-delivery"])
  }

  /// The tag that was pushed; a push by digest names the digest instead, which is none.
  private static func tag(of version: JSONValue?) -> String? {
    guard let name = version?["container_metadata"]?["tag"]?["name"]?.stringValue, !name.isEmpty,
      !name.hasPrefix("sha256:"), name != version?["version"]?.stringValue
    else { return nil }
    return name
  }
}
