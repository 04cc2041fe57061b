package import SlipwayCore

/// What is looked for in kept output.
package struct LogQuery: Sendable, Hashable {
  package var services: [ID<Deployable>]
  /// Only what this deployment's containers wrote.
  package var generation: ID<Deployment>?
  /// Only what this service of a compose stack wrote, by its name in the file.
  package var stackService: String?
  /// A text that a line has in it, whatever the case of its letters A–Z.
  package var text = ""
  /// Empty is every level.
  package var levels: Set<LogLevel> = []
  /// Nanoseconds since 1970; both ends count.
  package var from: Int?
  package var to: Int?
  /// Only what is older than this line.
  package var before: LogCursor?
  package var limit = 100

  package init(services: [ID<Deployable>]) { self.services = services }

  func mayHold(_ segment: LogSegment) -> Bool {
    guard segment.lines > 0, generation == nil || segment.deploymentID == generation,
      stackService == nil || segment.service == stackService
    else { return false }
    return overlaps(segment.firstAt, segment.lastAt)
  }

  func overlaps(_ first: Int, _ last: Int) -> Bool { last >= from ?? .min && first <= newest }

  /// No line that is wanted is younger.
  private var newest: Int { min(to ?? .max, before?.time ?? .max) }
}

/// One line's place among all that are kept: by time, and among lines of one moment by where they are.
package struct LogCursor: Sendable, Hashable, Comparable {
  var time: Int
  var segment: String
  var line: Int

  init(time: Int, segment: String, line: Int) {
    self.time = time
    self.segment = segment
    self.line = line
  }

  /// `nil` when it is none.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let time = Int(parts[0]), let line = Int(parts[2]), !parts[1].isEmpty else { return nil }
    self.init(time: time, segment: String(parts[1]), line: line)
  }

  package var text: String { "\(time).\(segment).\(line)" }

  package static func < (left: LogCursor, right: LogCursor) -> Bool {
    (left.time, left.segment, left.line) < (right.time, right.segment, right.line)
  }
}

/// A line that was found.
package struct FoundLine: Sendable, Hashable {
  package var line: KeptLine
  package var segment: LogSegment
  package var cursor: LogCursor
}

/// The lines that were found, newest first.
package struct LogPage: Sendable {
  package var lines: [FoundLine] = []
  /// Where to go on; `nil` when there is no more.
  package var next: LogCursor?
  /// Whether it took too long to look at everything.
  package var isCut = false
}
