package import SlipwayCore

/// Whether an event deploys an application, and the sentence that the provider is answered with.
package enum WebhookDecision: Sendable, Hashable {
  case deploy
  /// Nothing to do; the delivery was received all the same.
  case skip(String)
  /// The owner has switched automatic deployments off.
  case disabled

  /// Pure: the application as it is, the event as it was read.
  package static func decide(_ application: Application, _ event: WebhookEvent) -> WebhookDecision {
    switch event.kind {
    case .ping: return .skip("Ping received")
    case .deletion(let name): return .skip("\(name) was deleted: nothing to deploy")
    default: break
    }
    if !application.autoDeploy { return .disabled }
    if SkipCI.isRequested(by: event.title) { return .skip("The commit message asks for no deployment") }
    switch application.source.sourceType {
    case .docker: return decideImage(application.source, event)
    case .git: return decideGit(application.source, event)
    case .drop: return .skip("An uploaded application has nothing to fetch: upload a new zip to deploy it")
    case .github, .gitlab, .bitbucket, .gitea:
      return .skip("The source \(application.source.sourceType.rawValue) has no repository yet")
    }
  }

  /// Of a compose stack whose file is typed: there is no branch that an event could be of.
  package static func decideTyped(_ stack: Application, _ event: WebhookEvent) -> WebhookDecision {
    switch event.kind {
    case .ping: .skip("Ping received")
    case .deletion(let name): .skip("\(name) was deleted: nothing to deploy")
    default: stack.autoDeploy ? .deploy : .disabled
    }
  }

  private static func decideGit(_ source: SourceSettings, _ event: WebhookEvent) -> WebhookDecision {
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

  private static func decideImage(_ source: SourceSettings, _ event: WebhookEvent) -> WebhookDecision {
    let wanted = ImageName(source.dockerImage ?? "")
    if case .other(let word) = event.kind { return .skip("Events of the kind '\(word)' do not deploy") }
    guard case .image(let name, let tag) = event.kind else { return .deploy }
    if let name, !Self.isSame(ImageName(name), wanted, registry: source.registryUrl) {
      return .skip("Image Name Not Match: \(name) was pushed, \(wanted.name) is deployed")
    }
    if let tag, tag != wanted.tag ?? "latest" {
      return .skip("Image Tag Not Match: \(tag) was pushed, \(wanted.tag ?? "latest") is deployed")
    }
    return .deploy
  }

  private static func isSame(_ pushed: ImageName, _ wanted: ImageName, registry: String?) -> Bool {
    if pushed.canonical == wanted.canonical { return true }
    guard let registry, !registry.isEmpty else { return false }
    return ImageName(registry + "/" + wanted.name).canonical == pushed.canonical
  }
}
