import SlipwayCore

extension GitSource {
  static func summary(of source: SourceSettings) -> SourceSummary? {
    guard let url = source.customGitUrl, !url.isEmpty else { return nil }
    return SourceSummary(url, branch: source.customGitBranch ?? "main")
  }

  static func decide(_ source: SourceSettings, on event: WebhookEvent) -> WebhookDecision {
    PushRule(source: source, branch: source.customGitBranch).decide(event)
  }
}
