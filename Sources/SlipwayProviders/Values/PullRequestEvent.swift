/// What happened to a pull or merge request, without the provider's own words.
package struct PullRequestEvent: Sendable, Hashable, Codable {
  /// What somebody did with it.
  package enum Action: String, Sendable, Hashable, Codable, CaseIterable {
    case opened
    /// Commits were pushed.
    case synchronized
    case reopened
    case labeled, unlabeled
    /// It is a draft no more.
    case ready
    /// It became a draft.
    case drafted
    /// Title, text or base changed.
    case edited
    /// Closed or merged.
    case closed
  }

  /// A branch of a repository, and its commit.
  package struct Side: Sendable, Hashable, Codable {
    /// `nil` when the repository is gone.
    package var repository: RepositoryPath?
    package var branch: String
    /// The full hash.
    package var commit: String

    package init(repository: RepositoryPath?, branch: String, commit: String) {
      self.repository = repository
      self.branch = branch
      self.commit = commit
    }
  }

  package var action: Action
  /// The repository that it is asked of.
  package var repository: RepositoryPath
  /// As people see it: `#12`, `!12`.
  package var number: Int
  package var title = ""
  /// The account's name at the provider.
  package var author: String
  /// Where the commits are.
  package var head: Side
  /// Where they shall go.
  package var base: Side
  package var isDraft = false
  package var labels: [String] = []
  /// Its page.
  package var url = ""

  package init(
    _ action: Action, repository: RepositoryPath, number: Int, author: String, head: Side, base: Side
  ) {
    self.action = action
    self.repository = repository
    self.number = number
    self.author = author
    self.head = head
    self.base = base
  }

  /// Whether the commits are in a repository of somebody else's, or nobody knows whose.
  package var isFork: Bool { head.repository.map { $0.full.lowercased() } != repository.full.lowercased() }
}
