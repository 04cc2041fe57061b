import SlipwayCore
package import SlipwayHost
package import SlipwayStore

/// A commit that somebody wants to deploy by pushing it, and that was found to be whole and sound.
package struct PushOffer: Sendable {
  package var commit: String
  /// Where the branch was when the pusher looked; `nil` when there was none.
  package var seen: String?
  /// Where its objects wait.
  package var quarantine: Quarantine
  /// For the deployment's description: `a@b.cd`.
  package var pusher: String
  /// Throws when the pusher may not do this any more.
  package var admit: @Sendable (Transaction) throws -> Void

  package init(
    commit: String, seen: String?, quarantine: Quarantine, pusher: String,
    admit: @escaping @Sendable (Transaction) throws -> Void
  ) {
    self.commit = commit
    self.seen = seen
    self.quarantine = quarantine
    self.pusher = pusher
    self.admit = admit
  }
}

/// What became of an offer.
package enum PushAnswer: Sendable {
  /// The branch is there, and its deployment waits.
  case queued(QueuedDeployment)
  /// In git's manner: a few words.
  case refused(String)
}
