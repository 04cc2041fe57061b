import SlipwayCore

/// Whether a push to a repository, or a tag in it, deploys what is made of it.
struct PushRule: Sendable {
  let source: SourceSettings
  /// The branch that is followed; `nil` is the repository's default one.
  let branch: String?

  func decide(_ event: WebhookEvent) -> WebhookDecision {
    switch (event.kind, source.triggerType) {
    case (.tag(let name), .tag):
      return isTagWanted(name) ? .deploy : .skip("Tag Not Match: \(name) fits none of the patterns")
    case (.tag(let name), .push):
      // What is followed may be a tag, such as `latest`, that moves.
      return name == branch ? .deploy : .skip("Tags do not deploy this application")
    case (.push, .tag): return .skip("Only tags deploy this application")
    case (.push(let name), .push): return decide(push: name, event)
    case (.other(let word), _): return .skip("Events of the kind '\(word)' do not deploy")
    case (.unknown, _): return .skip("Branch Not Match: the request names no branch")
    case (.image, _), (.deletion, _), (.ping, _): return .skip("Branch Not Match")
    }
  }

  private func decide(push name: String, _ event: WebhookEvent) -> WebhookDecision {
    let patterns = source.branchPatterns ?? []
    guard branch ?? event.defaultBranch != nil || !patterns.isEmpty else {
      return .skip("Branch Not Match: choose the branch; the request does not say which the default one is")
    }
    guard
      name == branch ?? event.defaultBranch || !patterns.isEmpty && WatchPaths.match(patterns, files: [name]) == true
    else {
      return .skip("Branch Not Match")
    }
    // Not told which files changed, a deployment too many is better than one that is missing.
    guard let files = event.files else { return .deploy }
    // Neither when the answer takes too long.
    return WatchPaths.match(source.watchPaths, files: files) ?? true ? .deploy : .skip("Watch Paths Not Match")
  }

  private func isTagWanted(_ name: String) -> Bool { WatchPaths.match(source.tagPatterns, files: [name]) == true }
}
