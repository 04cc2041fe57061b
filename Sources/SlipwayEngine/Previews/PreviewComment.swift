/// What stands under a pull request about its preview: pure, and safe whatever names and titles say.
package struct PreviewComment: Sendable, Hashable {
  /// How the preview stands.
  package enum State: Sendable, Hashable {
    case waiting, preparing, deploying, serving, failed, removed
  }

  /// What the application or the stack is called.
  package var parent: String
  package var state: State
  package var url: String?
  package var commit: String?
  /// The preview's page in the dashboard.
  package var page: String?
  /// Why there is nothing.
  package var problem: String?

  package init(parent: String, state: State, url: String? = nil, commit: String? = nil) {
    self.parent = parent
    self.state = state
    self.url = url
    self.commit = commit
  }

  package var text: String {
    var lines = ["**Preview of \(Self.plain(parent))**", ""]
    lines += ["| Status | Address | Commit |", "| --- | --- | --- |"]
    let address = state == .serving ? url.map { "[\(Self.plain($0))](\($0))" } : nil
    let hash = commit.map { "`\($0.prefix(12))`" }
    lines.append("| \(word) | \(address ?? "–") | \(hash ?? "–") |")
    if let sentence { lines += ["", sentence] }
    if let page { lines += ["", "[Its deployments and logs](\(page))"] }
    return lines.joined(separator: "\n")
  }

  private var word: String {
    switch state {
    case .waiting: "Waits for an approval"
    case .preparing: "Its databases start"
    case .deploying: "Is being deployed"
    case .serving: "Serves"
    case .failed: "Failed"
    case .removed: "Removed"
    }
  }

  private var sentence: String? {
    switch state {
    case .waiting: "A maintainer has to approve this commit in the dashboard before it runs."
    case .failed: problem.map(Self.plain) ?? "The log in the dashboard says why."
    case .preparing, .deploying, .serving, .removed: nil
    }
  }

  /// Text that is no Markdown, no table's border and calls nobody.
  static func plain(_ text: String) -> String {
    let line = text.prefix(200).map { $0.isNewline ? " " : $0 }
    return String(line.flatMap { "\\`*_{}[]<>()#|!@~".contains($0) ? ["\\", $0] : [$0] })
      .replacing("\\@", with: "@\u{200B}")
  }
}
