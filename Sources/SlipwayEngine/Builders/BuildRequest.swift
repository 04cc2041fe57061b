/// What every build is told beside its plan.
package struct BuildRequest: Sendable {
  package var tag: String
  package var ignoresCache: Bool
  package var labels: [String: String]
  package var deadline: Duration

  package init(tag: String, ignoresCache: Bool, labels: [String: String], deadline: Duration) {
    self.tag = tag
    self.ignoresCache = ignoresCache
    self.labels = labels
    self.deadline = deadline
  }
}
