import Foundation
package import SlipwayCore
package import SlipwayStore

/// Brings previews into being and up to date: their rows and the deployments that make them so are one transaction.
package struct PreviewQueue {
  private let tx: Transaction
  private let place: PreviewPlace

  package init(_ tx: Transaction, _ place: PreviewPlace) {
    self.tx = tx
    self.place = place
  }

  /// Makes one and deploys it, unless somebody has to approve it first.
  /// - Returns: the deployments that are to be announced.
  /// - Throws: ``SlipwayError`` `conflict` or `badRequest` naming the setting that stands in the way.
  package func create(_ preview: PreviewDeployment) throws -> [QueuedDeployment] {
    var preview = preview
    preview.expiresAt = try expiry(of: preview)
    try tx.previews.insert(preview)
    return try preview.isWaiting ? wait(preview) : deploy(preview.id)
  }

  /// Takes over what was told of a request that has one, and deploys its commit where it may run.
  package func update(
    _ id: ID<PreviewDeployment>, _ request: PreviewRequest, needsApproval: Bool
  ) throws -> [QueuedDeployment] {
    var preview = try tx.previews.one(id)
    (preview.title, preview.author, preview.url) = (request.title, request.author, request.url)
    (preview.origin, preview.commit) = (request.origin, request.commit)
    // What a stranger began stays a stranger's.
    preview.needsApproval = preview.needsApproval || needsApproval
    return try pushed(preview)
  }

  /// Notes that its branch has a new commit.
  package func update(_ id: ID<PreviewDeployment>, commit: String?) throws -> [QueuedDeployment] {
    var preview = try tx.previews.one(id)
    preview.commit = commit
    return try pushed(preview)
  }

  /// Lets its newest commit run.
  /// - Parameters:
  ///   - commit: the one that was looked at.
  ///   - name: of who approves.
  /// - Throws: ``SlipwayError`` `conflict` when there is a newer one, or no room.
  package func approve(
    _ id: ID<PreviewDeployment>, commit: String, by name: String
  ) throws -> [QueuedDeployment] {
    var preview = try tx.previews.one(id)
    guard preview.isWaiting else {
      throw SlipwayError(.conflict, "The preview \(preview.label) does not wait for an approval.")
    }
    guard let newest = preview.commit, commit == newest else {
      throw SlipwayError(
        .conflict,
        "The request has another commit by now: look at \(preview.commit?.prefix(12) ?? "it") and approve that.")
    }
    let parent = try tx.deployables.one(preview.parentID)
    let settings = try tx.previewPlans.plan(of: parent).settings
    if try !preview.counts && PreviewDecision.isFull(settings, tx.previews.all(of: parent.id)) {
      throw SlipwayError(
        .conflict, "The limit of \(settings.limit) previews is reached: delete one or raise the limit.")
    }
    (preview.approvedCommit, preview.approvedBy) = (newest, name)
    try tx.previews.update(preview)
    return try deploy(id)
  }

  /// Makes its rows what its parent and its settings say now, and deploys: its databases first, where they do not serve yet.
  /// - Throws: ``SlipwayError`` `conflict` while it waits for an approval.
  @discardableResult
  package func deploy(
    _ id: ID<PreviewDeployment>, kind: Deployment.Kind = .deploy, title: String? = nil
  ) throws -> [QueuedDeployment] {
    var preview = try tx.previews.one(id)
    guard !preview.isWaiting else {
      throw SlipwayError(.conflict, "The preview \(preview.label) waits for an approval; approve it first.")
    }
    let parent = try tx.deployables.one(preview.parentID)
    let plan = try tx.previewPlans.plan(of: parent)
    let main = try PreviewParts(tx: tx, plan: plan, place: place, parent: parent).make(&preview)
    preview.problem = nil
    let missing = try Self.unready(preview, tx)
    preview.isPreparing = !missing.isEmpty
    try tx.previews.update(preview)
    try PreviewCommentJob.enqueue(tx, preview, now: place.now)
    guard missing.isEmpty else {
      return try missing.map {
        try DeploymentQueue.enqueue(
          tx, DeploymentRequest(deployable: $0, title: "Database of the preview"), now: place.now)
      }
    }
    return [try Self.release(preview, main, kind: kind, title: title, now: place.now, tx)]
  }

  /// The databases of a preview that do not serve yet.
  static func unready(_ preview: PreviewDeployment, _ tx: Transaction) throws -> [Deployable] {
    try tx.previews.parts(of: preview.id).filter { part in
      try part.kind == .database && !tx.releases.hasCurrent(part.id)
    }
  }

  /// Queues the deployment of the application or the stack itself.
  static func release(
    _ preview: PreviewDeployment, _ main: Deployable, kind: Deployment.Kind = .deploy, title: String? = nil,
    now: Date, _ tx: Transaction
  ) throws -> QueuedDeployment {
    let hasServed = try tx.releases.hasCurrent(main.id)
    return try DeploymentQueue.enqueue(
      tx,
      DeploymentRequest(
        deployable: main, kind: hasServed ? kind : .deploy,
        title: title ?? DeploymentTitle.ofCommit(message: "\(preview.label) \(preview.title)"),
        description: preview.runnableCommit.map { "Hash: \($0)" } ?? "", commit: preview.runnableCommit),
      now: now)
  }

  private func pushed(_ preview: PreviewDeployment) throws -> [QueuedDeployment] {
    var preview = preview
    preview.pushedAt = place.now
    preview.expiresAt = try expiry(of: preview)
    try tx.previews.update(preview)
    return try preview.isWaiting ? wait(preview) : deploy(preview.id)
  }

  /// What runs of it goes on as it is.
  private func wait(_ preview: PreviewDeployment) throws -> [QueuedDeployment] {
    try PreviewCommentJob.enqueue(tx, preview, now: place.now)
    return []
  }

  private func expiry(of preview: PreviewDeployment) throws -> Date? {
    let plan = try tx.previewPlans.plan(of: tx.deployables.one(preview.parentID))
    return plan.settings.previewExpiryHours.map { preview.pushedAt.addingTimeInterval(Double($0) * 3600) }
  }
}
