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
    let source = application.source
    guard let type = Sources.type(of: source.sourceType) else {
      return .skip("The source \(source.sourceType.rawValue) has no repository yet")
    }
    return type.decide(source, on: event)
  }

  /// Of a compose stack whose file is typed: there is no branch that an event could be of.
  package static func decideTyped(_ stack: Application, _ event: WebhookEvent) -> WebhookDecision {
    switch event.kind {
    case .ping: .skip("Ping received")
    case .deletion(let name): .skip("\(name) was deleted: nothing to deploy")
    default: stack.autoDeploy ? .deploy : .disabled
    }
  }
}
