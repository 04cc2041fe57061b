package import Foundation
package import SlipwayCore
package import SlipwayProviders
package import SlipwayStore

/// Takes what happens to pull and merge requests: where previews begin and end.
package enum PullRequests {
  /// Decides within the transaction that takes the delivery; whatever has to be asked or done is a job.
  /// - Returns: what was decided and why, in a sentence: for the provider, and for the list of deliveries.
  package static func take(
    _ event: PullRequestEvent, from provider: GitProvider, _ tx: Transaction, now: Date
  ) throws -> String {
    guard let request = PreviewRequest(event, at: provider.kind) else {
      return "\(provider.kind.title) keeps a fork's commits to the fork: there are no previews of its requests"
    }
    var sentences: [String] = []
    for parent in try parents(of: event.repository, at: provider, tx) {
      let sentence = try PreviewInbox.take(
        request, for: parent.deployable, follows: parent.branch, provider: provider.id, now: now, tx)
      sentences.append("\(parent.deployable.name): \(sentence)")
    }
    return sentences.isEmpty ? "Nothing here is made of this repository" : sentences.joined(separator: "; ")
  }

  /// What is made of a repository, with the branch that it follows.
  private static func parents(
    of repository: RepositoryPath, at provider: GitProvider, _ tx: Transaction
  ) throws -> [(deployable: Deployable, branch: String?)] {
    try tx.deployables.all(of: provider.id).filter { $0.previewID == nil }.compactMap { deployable in
      let choice =
        try deployable.kind == .compose
        ? tx.composeStacks.find(deployable.id)?.choice : tx.applications.find(deployable.id)?.source.choice
      guard let choice, choice.providerID == provider.id, choice.full?.lowercased() == repository.full.lowercased()
      else { return nil }
      return (deployable, choice.branch)
    }
  }
}

extension PreviewRequest {
  /// - Returns: `nil` for a fork whose commits the provider does not let be fetched from the repository itself.
  package init?(_ event: PullRequestEvent, at kind: ProviderKind) {
    let reference: String? =
      switch kind {
      case .github, .gitea: "refs/pull/\(event.number)/head"
      case .gitlab: "refs/merge-requests/\(event.number)/head"
      case .bitbucket: nil
      }
    if reference == nil, event.isFork, event.action != .closed { return nil }
    self.init(
      action: Action(event.action), number: event.number, title: event.title,
      origin: PreviewDeployment.Origin(
        provider: kind.rawValue, repository: event.repository.full, branch: event.head.branch,
        base: event.base.branch, reference: reference, isFork: event.isFork),
      commit: event.head.commit)
    (author, url, labels, isDraft) = (event.author, event.url, event.labels, event.isDraft)
  }
}

extension PreviewRequest.Action {
  fileprivate init(_ action: PullRequestEvent.Action) {
    self =
      switch action {
      case .opened, .reopened: .opened
      case .synchronized: .pushed
      case .labeled, .ready, .drafted, .edited: .changed
      case .unlabeled: .unlabeled
      case .closed: .closed
      }
  }
}
