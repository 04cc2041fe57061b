package import Foundation
package import SlipwayCore
import SlipwayProviders
package import SlipwayStore

/// Where what was told of pull requests comes in: what will become of it is said at once, and a job in the request's own
/// lane does it, so that an opening and a closing keep their order.
package enum PreviewInbox {
  /// - Parameters:
  ///   - follows: the branch that the parent is deployed from; `nil` when nobody said.
  ///   - provider: who can be asked whether the author may write; `nil` asks nobody.
  /// - Returns: what was decided and why, in a sentence.
  package static func take(
    _ typed: PreviewRequest, for parent: Deployable, follows: String?, provider: ID<GitProvider>? = nil,
    now: Date, _ tx: Transaction
  ) throws -> String {
    guard let request = typed.tidied() else { return "The request names no usable branch" }
    let settings = try tx.previewPlans.plan(of: parent).settings
    // Of whom nobody has been asked yet: what becomes of it if the answer is yes.
    var hopeful = request
    if provider != nil, !request.origin.isFork { hopeful.mayWrite = request.mayWrite ?? true }
    let decision = PreviewDecision.decide(settings, follows: follows, hopeful, try tx.previews.all(of: parent.id))
    let lane = "preview:\(parent.id.rawValue):\(request.number)"
    if case .ignore(let reason) = decision, try tx.jobs.isIdle(lane: lane) { return reason }
    let job = try PreviewRequestJob.queued(
      PreviewRequestJob.Arguments(parent: parent.id, request: request, follows: follows, provider: provider),
      organization: parent.organizationID, lane: lane, at: now, now: now)
    try tx.jobs.enqueue(job)
    let isAsked = PreviewRequestJob.asks(request, settings) && provider != nil
    return switch decision {
    case .create where isAsked, .update where isAsked:
      "Whether \(request.author) may write to the repository is asked first"
    default: decision.sentence
    }
  }

  /// A push to a branch that somebody has made a preview of by hand.
  package static func pushed(
    _ branch: String, commit: String?, of parent: ID<Deployable>, now: Date, _ tx: Transaction
  ) throws {
    for preview in try tx.previews.all(of: parent) where preview.number == nil && preview.origin.branch == branch {
      let job = try PreviewPushJob.queued(
        PreviewPushJob.Arguments(preview: preview.id, commit: commit), organization: preview.organizationID,
        lane: "preview:\(preview.id)", at: now, now: now)
      try tx.jobs.enqueue(job)
    }
  }
}

extension PreviewDecision {
  /// For the provider and the list of deliveries.
  package var sentence: String {
    switch self {
    case .create: "A preview is made"
    case .update: "The preview is updated"
    case .wait: "The preview waits for an approval"
    case .remove(_, let reason): "\(reason): the preview is removed"
    case .ignore(let reason): reason
    }
  }
}
