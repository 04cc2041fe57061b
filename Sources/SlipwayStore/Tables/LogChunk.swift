/// Some lines of a log, written together.
package struct LogChunk: Sendable, Hashable {
  /// From 1 on; without gaps within a log.
  package var sequence: Int
  /// The number of its first line, from 1 on.
  package var firstLine: Int
  package var lines: Int
  package var text: String

  package init(sequence: Int, firstLine: Int, lines: Int, text: String) {
    self.sequence = sequence
    self.firstLine = firstLine
    self.lines = lines
    self.text = text
  }

  /// The lines behind line number `line`, each with its line end. Only `\n` ends a line here, as in the count.
  package func text(after line: Int) -> String {
    var rest = text.utf8[...]
    for _ in 0..<max(0, line - firstLine + 1) {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return "" }
      rest = rest[rest.index(after: end)...]
    }
    return String(Substring(rest))
  }
}
