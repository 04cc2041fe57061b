/// What a provider shows beside a commit.
package struct CommitStatus: Sendable, Hashable {
  /// How it stands.
  package enum State: String, Sendable, Hashable, Codable, CaseIterable {
    case pending, running, success, failure, cancelled
  }

  /// The full hash.
  package var commit: String
  package var state: State
  /// Tells apart who says something of one commit: `slipway/<application>`.
  package var context: String
  /// At most 140 characters are kept everywhere.
  package var summary: String
  /// Where more is said: the deployment's page; `nil` when the installation has no public address.
  package var url: String?
  /// The environment's name, for providers that know deployments.
  package var environment: String?
  /// Where it answers, of a success.
  package var environmentURL: String?
  /// A deployment of a preview: the provider takes it for one that goes.
  package var isTransient = false

  package init(commit: String, state: State, context: String, summary: String) {
    self.commit = commit
    self.state = state
    self.context = context
    self.summary = summary
  }
}
