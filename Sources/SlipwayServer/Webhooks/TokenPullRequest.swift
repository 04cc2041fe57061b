import Foundation
import SlipwayCore
import SlipwayEngine
import SlipwayProviders
import SlipwayStore

/// A pull request that was told to a service's own webhook: previews of a repository that no connected account brings.
struct TokenPullRequest: Sendable {
  private let request: PreviewRequest?
  private let kind: ProviderKind
  private let defaultBranch: String?

  /// - Returns: `nil` of what is about something else.
  static func read(_ request: WebhookRequest) -> TokenPullRequest? {
    guard let (kind, call) = call(request), case .pullRequest(let event) = call.happening else { return nil }
    let body = request.body
    let branch = body["repository"]?["default_branch"] ?? body["project"]?["default_branch"]
    return TokenPullRequest(
      request: PreviewRequest(event, at: kind), kind: kind, defaultBranch: branch?.stringValue)
  }

  /// Gitea sends GitHub's header, too.
  private static func call(_ request: WebhookRequest) -> (ProviderKind, ProviderCall)? {
    let headers = request.headers
    if headers["x-gitea-event"] != nil { return (.gitea, GiteaProviderWebhook.read(request)) }
    if headers["x-gitlab-event"] != nil { return (.gitlab, GitLabProviderWebhook.read(request)) }
    if headers["x-github-event"] != nil { return (.github, GitHubProviderWebhook.read(request)) }
    if headers["x-event-key"] != nil { return (.bitbucket, BitbucketProviderWebhook.read(request)) }
    return nil
  }

  /// - Returns: what was decided, written down with the delivery; `nil` for an unknown token.
  func take(_ token: String, _ delivery: String, _ now: Date, _ tx: Transaction) throws -> String? {
    guard let target = try tx.webhookTarget(token) else { return nil }
    let parent = target.deployable
    guard try tx.webhookDeliveries.take(id: delivery, application: parent.id, now: now) else {
      return "This delivery was received already"
    }
    let message = try decide(target, now, tx)
    try tx.webhookDeliveries.decide(id: delivery, application: parent.id, decision: "preview: \(message)")
    return message
  }

  private func decide(_ target: WebhookTarget, _ now: Date, _ tx: Transaction) throws -> String {
    guard let request else {
      return "\(kind.title) keeps a fork's commits to the fork: there are no previews of its requests"
    }
    let source = target.application.source
    guard source.sourceType.isRepository, !target.isTyped else { return "Previews need code from a git repository" }
    let branch = source.choice?.branch ?? source.customGitBranch
    return try PreviewInbox.take(
      request, for: target.deployable, follows: branch ?? defaultBranch, provider: source.choice?.providerID,
      now: now, tx)
  }
}
