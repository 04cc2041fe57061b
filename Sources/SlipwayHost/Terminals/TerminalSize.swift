/// How large the window of a terminal is, in characters.
package struct TerminalSize: Sendable, Hashable {
  package static let allowed = 1...1000
  package let columns: Int
  package let rows: Int

  /// Numbers beyond what is allowed become the nearest that is.
  package init(columns: Int = 80, rows: Int = 24) {
    self.columns = min(max(columns, Self.allowed.lowerBound), Self.allowed.upperBound)
    self.rows = min(max(rows, Self.allowed.lowerBound), Self.allowed.upperBound)
  }
}
