package import Foundation
import SlipwayCore
package import SlipwayHost
import Synchronization

extension DockerClient {
  /// - Returns: the last lines that a container wrote, at most `count`.
  package func lastLines(container: String, count: Int, since: Date? = nil) async throws -> [String] {
    try await Self.read(containerLogs(container, tail: count, since: since), count: count)
  }

  /// - Returns: the last lines that the tasks of a service wrote, at most `count`.
  package func lastLines(service: String, count: Int, since: Date? = nil) async throws -> [String] {
    try await Self.read(serviceLogs(service, tail: count, since: since), count: count)
  }

  /// The engine waits without end for a node that is gone: what came within ten seconds is what there is.
  private static func read(_ log: LogStream, count: Int) async throws -> [String] {
    let found = LastLines(count: count)
    do {
      try await Deadline.run(within: .seconds(10), what: "Reading a log") {
        for try await line in log.lines { found.append(line.text) }
      }
    } catch let error as SlipwayError where error.code == .timeout {}
    return found.lines
  }
}

/// The newest lines of a log, while more of them come.
private final class LastLines: Sendable {
  private let count: Int
  private let kept = Mutex<[String]>([])

  init(count: Int) { self.count = count }

  var lines: [String] { kept.withLock { $0 } }

  func append(_ line: String) {
    kept.withLock { lines in
      // One endless line must not fill the row that keeps it.
      lines.append(String(line.prefix(4096)))
      if lines.count > count { lines.removeFirst() }
    }
  }
}
