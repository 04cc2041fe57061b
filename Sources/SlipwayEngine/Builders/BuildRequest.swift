/// What every build is told beside its plan.
package struct BuildRequest: Sendable {
  package var tag: String
  package var ignoresCache: Bool
  package var labels: [String: String]
  package var deadline: Duration
  /// The folder with who we are at registries; the command line's own when `nil`.
  package var logins: String?

  package init(tag: String, ignoresCache: Bool, labels: [String: String], deadline: Duration) {
    self.tag = tag
    self.ignoresCache = ignoresCache
    self.labels = labels
    self.deadline = deadline
  }
}
