import SlipwayCore
import SlipwayEngine
import SlipwayHost

/// What one event means for each thing that it may concern, decided before the transaction that writes it down: patterns over
/// many files take their time, and everybody who writes would wait for it.
struct EventDecisions: Sendable {
  private struct Decided: Sendable {
    var target: WebhookTarget
    var decision: WebhookDecision
  }

  private let event: WebhookEvent
  private let decided: [ID<Deployable>: Decided]

  /// Nothing was looked at before.
  init(_ event: WebhookEvent) { (self.event, decided) = (event, [:]) }

  private init(event: WebhookEvent, decided: [ID<Deployable>: Decided]) {
    (self.event, self.decided) = (event, decided)
  }

  /// On threads where long work disturbs nobody.
  static func decide(_ event: WebhookEvent, for targets: [WebhookTarget]) async throws -> EventDecisions {
    try await BlockingPool.run(lasting: .long) {
      let decided = targets.map { target in
        (target.deployable.id, Decided(target: target, decision: decide(event, target)))
      }
      return EventDecisions(event: event, decided: Dictionary(decided) { first, _ in first })
    }
  }

  /// - Parameter target: as it is in the transaction. What was changed a moment ago is decided anew without the files: a
  ///   deployment too many is better than one that is missing.
  func decision(on target: WebhookTarget) -> WebhookDecision {
    if let known = decided[target.deployable.id], known.target.isTyped == target.isTyped,
      known.target.application.source == target.application.source,
      known.target.application.autoDeploy == target.application.autoDeploy
    {
      return known.decision
    }
    var event = event
    event.files = nil
    return Self.decide(event, target)
  }

  private static func decide(_ event: WebhookEvent, _ target: WebhookTarget) -> WebhookDecision {
    target.isTyped
      ? WebhookDecision.decideTyped(target.application, event) : WebhookDecision.decide(target.application, event)
  }
}
