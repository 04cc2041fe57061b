/// A repository of a contract server, with what was said about it.
package struct ContractRepository: Sendable {
  /// A commit's status as it was reported.
  package struct Status: Sendable, Hashable {
    package var commit: String
    package var state: String
    package var context: String
    package var link: String
    package var text: String
  }

  /// Who is told of events, and how that is signed.
  package struct Hook: Sendable {
    package var id: Int
    package var url: String
    package var secret: String
    package var events: [String]
    package var isActive = true

    package init(id: Int, url: String, secret: String, events: [String]) {
      self.id = id
      self.url = url
      self.secret = secret
      self.events = events
    }
  }

  /// A pull request's comment.
  package struct Comment: Sendable, Hashable {
    package var id: Int
    package var request: Int
    package var text: String
  }

  package let id: Int
  /// With its groups: `team/web`.
  package var path: String
  /// Its name on the git server.
  package let git: String
  package var defaultBranch = "main"
  /// Branch → commit.
  package var branches: [String: String] = [:]
  package var hooks: [Hook] = []
  package var statuses: [Status] = []
  package var comments: [Comment] = []
  package var deployments: [[String: String]] = []
  /// How it was called before.
  package var formerPaths: [String] = []

  package init(id: Int, path: String, git: String) {
    self.id = id
    self.path = path
    self.git = git
  }

  package var owner: String { path.split(separator: "/").dropLast().joined(separator: "/") }
  package var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}
