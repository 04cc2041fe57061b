package import SlipwayCore
package import SlipwayStore

/// Carries out what was told of pull requests and branches: decides, and writes down what follows in one transaction.
package struct PreviewDoor {
  /// What is to be told when the transaction is over.
  package struct Outcome: Sendable {
    package var queued: [QueuedDeployment] = []
    package var removed = PreviewRemoval.Begun()
  }

  private let tx: Transaction
  private let place: PreviewPlace

  package init(_ tx: Transaction, _ place: PreviewPlace) {
    self.tx = tx
    self.place = place
  }

  /// - Parameter follows: the branch that the parent is deployed from.
  /// - Throws: ``SlipwayError`` `conflict` or `badRequest` with what stands in the way, such as a host that is taken: the
  ///   transaction is not to be kept then.
  package func take(_ typed: PreviewRequest, for parent: Deployable, follows: String?) throws -> Outcome {
    guard let request = typed.tidied() else { return Outcome() }
    let plan = try tx.previewPlans.plan(of: parent)
    let current = try tx.previews.all(of: parent.id)
    let decision = PreviewDecision.decide(plan.settings, follows: follows, request, current)
    return try carryOut(decision, request, parent)
  }

  /// Keeps why a request has no preview.
  package func note(_ problem: String, of request: PreviewRequest, for parent: Deployable) throws {
    let present = try tx.previews.all(of: parent.id).first { $0.number == request.number }
    var preview = present ?? draft(request, parent, needsApproval: false)
    (preview.problem, preview.commit) = (problem, request.commit)
    if present == nil { try tx.previews.insert(preview) } else { try tx.previews.update(preview) }
    try PreviewCommentJob.enqueue(tx, preview, now: place.now)
  }

  private func carryOut(
    _ decision: PreviewDecision, _ request: PreviewRequest, _ parent: Deployable
  ) throws -> Outcome {
    let queue = PreviewQueue(tx, place)
    switch decision {
    case .ignore: return Outcome()
    case .remove(let id, _):
      return Outcome(removed: try PreviewRemoval.begin(try tx.previews.one(id), now: place.now, tx))
    case .create: return Outcome(queued: try queue.create(draft(request, parent, needsApproval: false)))
    case .update(let id): return Outcome(queued: try queue.update(id, request, needsApproval: false))
    case .wait(let id?): return Outcome(queued: try queue.update(id, request, needsApproval: true))
    case .wait(nil): return Outcome(queued: try queue.create(draft(request, parent, needsApproval: true)))
    }
  }

  private func draft(
    _ request: PreviewRequest, _ parent: Deployable, needsApproval: Bool
  ) -> PreviewDeployment {
    PreviewDeployment(
      organizationID: parent.organizationID, parentID: parent.id, number: request.number, title: request.title,
      author: request.author, url: request.url, origin: request.origin, commit: request.commit,
      needsApproval: needsApproval, createdAt: place.now)
  }
}
