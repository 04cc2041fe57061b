package import Foundation

/// Some lines of a log, written together.
package struct LogChunk: Sendable, Hashable {
  /// From 1 on; without gaps within a log.
  package var sequence: Int
  /// The number of its first line, from 1 on.
  package var firstLine: Int
  package var lines: Int
  package var text: String
  package var createdAt: Date

  package init(sequence: Int, firstLine: Int, lines: Int, text: String, createdAt: Date) {
    self.sequence = sequence
    self.firstLine = firstLine
    self.lines = lines
    self.text = text
    self.createdAt = createdAt
  }

  /// The same with the seconds since `start` and a tab before each line, when there is a start.
  package func text(after line: Int, since start: Date?) -> String {
    let text = text(after: line)
    guard let start, !text.isEmpty else { return text }
    let seconds = String(format: "%.1f\t", max(0, createdAt.timeIntervalSince(start)))
    let lines = text.utf8.dropLast().split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.map { seconds + String(Substring($0)) + "\n" }.joined()
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
