import SlipwayCore

/// What a provider told us happened, without the provider's own words.
package struct WebhookEvent: Sendable, Hashable {
  /// What changed.
  package enum Kind: Sendable, Hashable {
    /// Commits came to a branch.
    case push(branch: String)
    /// A tag was made or moved.
    case tag(String)
    /// A branch or a tag is no more.
    case deletion(String)
    /// An image was pushed to a registry; what the payload does not say is `nil`.
    case image(name: String?, tag: String?)
    /// The provider tries whether anybody answers.
    case ping
    /// A request that says nothing that is understood, such as one without a body.
    case unknown
    /// Nothing that deploys; the provider's word for it.
    case other(String)
  }

  /// The title when a push carries no message.
  package static let untitledPush = "NEW COMMIT"
  /// The title when nothing was recognised.
  package static let unknownTitle = "NEW CHANGES"

  package var kind: Kind
  /// A full hash; `nil` when the payload has none.
  package var commit: String?
  /// The whole message of the commit, or a sentence about the image.
  package var title: String
  /// The changed files; `nil` when the payload does not list all of them.
  package var files: [String]?
  /// What the provider names this delivery by, the same when it is sent again.
  package var deliveryID: String?
  /// The repository's default branch, where the payload says it.
  package var defaultBranch: String?

  package init(
    kind: Kind, commit: String? = nil, title: String, files: [String]? = nil, deliveryID: String? = nil,
    defaultBranch: String? = nil
  ) {
    self.kind = kind
    // A hash of zeros stands for no commit.
    self.commit = commit.flatMap { GitReference.isCommit($0) && $0.contains { $0 != "0" } ? $0 : nil }
    self.title = title
    self.files = files
    self.deliveryID = deliveryID
    self.defaultBranch = defaultBranch
  }
}
