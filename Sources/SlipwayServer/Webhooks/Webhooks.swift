package import SlipwayEngine

/// The providers that are understood, in the order in which they are asked.
package enum Webhooks {
  package static let all: [any Webhook.Type] = [
    GHCRWebhook.self,
    // Before GitHub: both of them send GitHub's header beside their own.
    GiteaWebhook.self,
    GitHubWebhook.self,
    GitLabWebhook.self,
    BitbucketWebhook.self,
    SoftServeWebhook.self,
    DockerHubWebhook.self,
  ]

  /// What happened, by the first provider that recognises the request; something unknown otherwise.
  package static func event(of request: WebhookRequest) -> WebhookEvent {
    for provider in all where provider.recognizes(request) { return provider.decode(request) }
    return WebhookEvent(kind: .unknown, title: WebhookEvent.unknownTitle)
  }
}
