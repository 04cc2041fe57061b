/// How a program ended, and the end of what it wrote. A status other than 0 is a result, not an error.
package struct CommandResult: Sendable, Hashable {
  /// How many lines are kept.
  package static let keptLines = 200

  /// The exit status; 128 and the signal's number when a signal ended it.
  package let status: Int32
  /// The last lines of standard output and standard error, as they came.
  package let lines: [String]
  /// A connection allowed no session for it: nothing ran.
  let isRefused: Bool

  package init(status: Int32, lines: [String] = []) { self.init(status: status, lines: lines, isRefused: false) }

  init(status: Int32, lines: [String], isRefused: Bool) {
    self.status = status
    self.lines = lines
    self.isRefused = isRefused
  }

  package var isSuccess: Bool { status == 0 }
  package var text: String { lines.joined(separator: "\n") }
}
