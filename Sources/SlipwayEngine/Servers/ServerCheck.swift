/// One thing that was looked at on a server, and what to do where it is not as it should be.
package struct ServerCheck: Sendable, Hashable, Codable {
  /// How it is.
  package enum State: String, Sendable, Codable, CaseIterable {
    case ok, warning, problem
  }

  /// A stable word.
  package var name: String
  package var title: String
  package var state: State
  /// What was found, in a sentence.
  package var message: String
  /// What to do; `nil` where there is nothing to do.
  package var fix: String?

  package init(_ name: String, _ title: String, _ state: State, _ message: String, fix: String? = nil) {
    self.name = name
    self.title = title
    self.state = state
    self.message = message
    self.fix = fix
  }
}
