import SlipwayCore

extension GitSource {
  static func summary(of source: SourceSettings) -> SourceSummary? {
    guard let url = source.customGitUrl, !url.isEmpty else { return nil }
    return SourceSummary(url, branch: source.customGitBranch ?? "main")
  }

  static func decide(_ source: SourceSettings, on event: WebhookEvent) -> WebhookDecision {
    switch (event.kind, source.triggerType) {
    case (.tag, .tag): return .deploy
    case (.tag(let name), .push):
      // What is followed may be a tag, such as `latest`, that moves.
      return name == source.customGitBranch ? .deploy : .skip("Tags do not deploy this application")
    case (.push, .tag): return .skip("Only tags deploy this application")
    case (.push(let branch), .push):
      guard let followed = source.customGitBranch ?? event.defaultBranch else {
        return .skip("Branch Not Match: choose the branch; the request does not say which the default one is")
      }
      guard branch == followed else { return .skip("Branch Not Match") }
      // Not told which files changed, a deployment too many is better than one that is missing.
      guard let files = event.files else { return .deploy }
      return WatchPaths.match(source.watchPaths, files: files) ? .deploy : .skip("Watch Paths Not Match")
    case (.other(let word), _): return .skip("Events of the kind '\(word)' do not deploy")
    case (.unknown, _): return .skip("Branch Not Match: the request names no branch")
    case (.image, _), (.deletion, _), (.ping, _): return .skip("Branch Not Match")
    }
  }
}
