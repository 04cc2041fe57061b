package import SlipwayCore

/// What becomes of what was told of a pull request, and the sentence that the provider is answered with.
package enum PreviewDecision: Sendable, Hashable {
  case create
  /// The preview gets the new commit.
  case update(ID<PreviewDeployment>)
  /// A person has to approve first; of a preview that there is, what runs of it stays as it is.
  case wait(ID<PreviewDeployment>?)
  case remove(ID<PreviewDeployment>, reason: String)
  case ignore(String)

  /// How many requests that nobody has approved are remembered: anybody can open one.
  package static let mostWaiting = 20

  /// Pure: the settings, what was told, and the previews that there are.
  /// - Parameter follows: the branch that the parent is deployed from; `nil` when nobody said.
  package static func decide(
    _ settings: PreviewSettings, follows: String?, _ request: PreviewRequest, _ current: [PreviewDeployment]
  ) -> PreviewDecision {
    let existing = current.first { $0.number == request.number }
    if request.action == .closed {
      return leave(existing, "Request closed", "Request closed: there was no preview")
    }
    guard settings.isPreviewDeploymentsActive else { return .ignore("Previews are off") }
    guard let follows, request.origin.base == follows else {
      return leave(existing, "The request goes to another branch now", "Branch Not Match")
    }
    let wanted = Set((settings.previewLabels ?? []).filter { !$0.isEmpty })
    guard wanted.isEmpty || !wanted.isDisjoint(with: request.labels) else {
      return leave(
        existing, "The request lost its label",
        "The request has none of the labels \(wanted.sorted().joined(separator: ", "))")
    }
    if request.isDraft, !settings.previewDrafts { return .ignore("Drafts get no preview") }
    let waits = needsApproval(request, settings)
    if let existing { return again(existing, request, waits: waits) }
    return first(request, waits: waits, settings, current)
  }

  /// Whether a person has to look at the code first: it is of somebody who may not write to the repository, or of whom
  /// nobody says so.
  package static func needsApproval(_ request: PreviewRequest, _ settings: PreviewSettings) -> Bool {
    request.origin.isFork || (settings.previewRequireCollaboratorPermissions && request.mayWrite != true)
  }

  private static func leave(_ existing: PreviewDeployment?, _ reason: String, _ nothing: String) -> PreviewDecision {
    existing.map { .remove($0.id, reason: reason) } ?? .ignore(nothing)
  }

  private static func again(
    _ existing: PreviewDeployment, _ request: PreviewRequest, waits: Bool
  ) -> PreviewDecision {
    if existing.commit == request.commit, request.commit != nil, existing.problem == nil {
      return .ignore(
        existing.isWaiting ? "The preview waits for an approval" : "The preview has this commit already")
    }
    return waits ? .wait(existing.id) : .update(existing.id)
  }

  private static func first(
    _ request: PreviewRequest, waits: Bool, _ settings: PreviewSettings, _ current: [PreviewDeployment]
  ) -> PreviewDecision {
    if request.action == .unlabeled { return .ignore("A label that is taken off makes no preview") }
    if waits {
      let waiting = current.count { !$0.counts }
      return waiting < mostWaiting
        ? .wait(nil) : .ignore("\(mostWaiting) requests wait for an approval already; approve or delete some")
    }
    return isFull(settings, current)
      ? .ignore("The limit of \(settings.limit) previews is reached; close a request or raise the limit") : .create
  }

  /// Whether no further one may run.
  package static func isFull(_ settings: PreviewSettings, _ current: [PreviewDeployment]) -> Bool {
    current.count(where: \.counts) >= settings.limit
  }
}

extension PreviewDeployment {
  /// Whether something of it was let run.
  package var hasLeave: Bool { !needsApproval || approvedCommit != nil }

  /// Whether it takes a place: what waits for its first approval, or came to nothing, does not.
  package var counts: Bool { hasLeave && (problem == nil || !databases.isEmpty) }
}
