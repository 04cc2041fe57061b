package import SlipwayCore

/// What was told of a pull request, without the provider's own words.
package struct PreviewRequest: Sendable, Hashable, Codable {
  /// What happened to it.
  package enum Action: String, Sendable, Hashable, Codable {
    case opened
    /// Commits came to it.
    case pushed
    /// Its title, labels, base or draft state changed.
    case changed
    /// A label was taken off.
    case unlabeled
    /// It was merged or given up.
    case closed
  }

  package var action: Action
  package var number: Int
  package var title: String
  package var author: String
  package var url: String
  package var origin: PreviewDeployment.Origin
  /// A full hash.
  package var commit: String?
  package var labels: [String]
  package var isDraft: Bool
  /// Whether its author may write to the repository; `nil` where the provider does not say.
  package var mayWrite: Bool?

  package init(
    action: Action, number: Int, title: String, origin: PreviewDeployment.Origin, commit: String? = nil
  ) {
    self.action = action
    self.number = number
    self.title = title
    author = ""
    url = ""
    self.origin = origin
    self.commit = commit.flatMap { GitReference.isCommit($0) ? $0.lowercased() : nil }
    labels = []
    isDraft = false
  }

  /// With what a stranger typed made fit for rows and pages.
  /// - Returns: `nil` of what git could take for something else than a branch, or that has no number.
  package func tidied() -> PreviewRequest? {
    let names = [origin.branch, origin.base, origin.reference]
    guard number > 0, names.allSatisfy({ (try? GitReference.validate($0, field: "branch")) != nil }) else {
      return nil
    }
    var request = self
    request.title = Self.line(title, 200)
    request.author = Self.line(author, 100)
    request.url = url.hasPrefix("https://") || url.hasPrefix("http://") ? Self.line(url, 500) : ""
    request.origin.repository = Self.line(origin.repository, 300)
    request.labels = labels.prefix(100).map { Self.line($0, 100) }
    return request
  }

  private static func line(_ text: String, _ limit: Int) -> String {
    String(text.prefix { !$0.isNewline }.filter { $0 != "\0" }.prefix(limit))
  }
}
