import SlipwayCore
package import SlipwayEngine

/// Reads the pushes of GitLab.
package enum GitLabWebhook: Webhook {
  package static func recognizes(_ request: WebhookRequest) -> Bool { request.headers["x-gitlab-event"] != nil }

  package static func decode(_ request: WebhookRequest) -> WebhookEvent {
    let headers = request.headers
    let body = request.body
    let push = GitPush(body: body)
    let identifier = headers["idempotency-key"] ?? headers["x-gitlab-event-uuid"] ?? push.fingerprint
    let word = body["object_kind"]?.stringValue ?? headers["x-gitlab-event"] ?? ""
    guard ["push", "tag_push", "Push Hook", "Tag Push Hook"].contains(word) else {
      return WebhookEvent(kind: .other(word), title: WebhookEvent.unknownTitle, deliveryID: identifier)
    }
    let commits = body["commits"]?.arrayValue ?? []
    let hash = body["checkout_sha"]?.stringValue ?? commits.first?["id"]?.stringValue
    // GitLab lists the commits from the oldest to the newest; the title is that of the commit that is built.
    let message = (commits.first { $0["id"]?.stringValue == hash } ?? commits.first)?["message"]?.stringValue
    return WebhookEvent(
      kind: push.kind, commit: hash, title: message ?? WebhookEvent.untitledPush,
      files: push.files(total: body["total_commits_count"]?.wholeNumber), deliveryID: identifier,
      defaultBranch: push.defaultBranch)
  }
}
