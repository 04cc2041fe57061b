package import Foundation
import SlipwayCore
package import SlipwayHost
import Synchronization

extension DockerClient {
  /// - Returns: the last lines that a container wrote, at most `count`, in the order in which the engine read them.
  package func lastLines(container: String, count: Int, since: Date? = nil) async throws -> [String] {
    do {
      return try await Self.read(
        containerLogs(container, tail: count, since: since, timestamps: true), count: count)
    } catch let error as SlipwayError where error.code == .notFound {
      // Of a task on another node, a manager can tell.
      guard let task = try await task(of: container) else { throw error }
      return try await Self.read(taskLogs(task, tail: count, since: since, timestamps: true), count: count)
    }
  }

  /// - Returns: the last lines that the tasks of a service wrote, at most `count`, in the order in which the engines read
  ///   them.
  package func lastLines(service: String, count: Int, since: Date? = nil) async throws -> [String] {
    try await Self.read(serviceLogs(service, tail: count, since: since, timestamps: true), count: count)
  }

  /// The engine waits without end for a node that is gone: what came within ten seconds is what there is.
  private static func read(_ log: LogStream, count: Int) async throws -> [String] {
    let found = Mutex(LastLines(count: count))
    do {
      try await Deadline.run(within: .seconds(10), what: "Reading a log") {
        for try await line in log.lines { found.withLock { $0.append(line.text) } }
      }
    } catch let error as SlipwayError where error.code == .timeout {}
    return found.withLock { $0.texts }
  }
}

/// The newest lines of a log whose tasks, and whose two outputs, come one after the other: ordered by the times that
/// Docker puts before them.
struct LastLines {
  /// One line, with its time as Docker writes it, which sorts as text.
  private struct Line {
    var time: String
    var text: String
  }
  /// As long as `2026-01-02T03:04:05.000000000Z`.
  private static let timeLength = 30
  private let count: Int
  private var kept: [Line] = []

  init(count: Int) { self.count = count }

  /// At most as many as were wanted.
  var texts: [String] { sorted.suffix(count).map(\.text) }

  mutating func append(_ line: String) {
    // A line without a time belongs to the one before it.
    let time = Self.time(of: line)
    let text = time == nil ? line[...] : line.dropFirst(Self.timeLength + 1)
    // One endless line must not fill the row that keeps it.
    kept.append(Line(time: time ?? kept.last?.time ?? "", text: String(text.prefix(4096))))
    if kept.count >= 2 * max(count, 100) { kept = Array(sorted.suffix(count)) }
  }

  private var sorted: [Line] {
    kept.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  private static func time(of line: String) -> String? {
    let bytes = line.utf8
    guard bytes.count > timeLength else { return nil }
    let time = Array(bytes.prefix(timeLength + 1))
    let isTime =
      time[4] == UInt8(ascii: "-") && time[10] == UInt8(ascii: "T") && time[19] == UInt8(ascii: ".")
      && time[29] == UInt8(ascii: "Z") && time[30] == UInt8(ascii: " ")
    return isTime ? String(line.prefix(timeLength)) : nil
  }
}
