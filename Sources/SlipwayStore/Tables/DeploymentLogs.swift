package import Foundation
package import SlipwayCore

/// Some lines of a deployment's log, written together.
package struct LogChunk: Sendable, Hashable {
  /// From 1 on; without gaps within a deployment.
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

/// The logs of deployments, as chunks of lines in rows.
package struct DeploymentLogs {
  let context: TableContext
  private var connection: any SQLConnection { context.connection }

  /// Adds a chunk at the end.
  /// - Parameters:
  ///   - text: whole lines, each with its line end.
  ///   - lines: how many.
  /// - Returns: the chunk's sequence number.
  /// - Throws: ``SlipwayError`` `notFound` when there is no such deployment.
  @discardableResult
  package func append(_ deployment: ID<Deployment>, text: String, lines: Int, now: Date) throws -> Int {
    let last = try connection.row(
      """
      SELECT sequence, first_line + lines AS next_line FROM deployment_log WHERE deployment_id = \(deployment)
      ORDER BY sequence DESC LIMIT 1
      """)
    let before: Int = try last?["sequence"] ?? 0
    let firstLine: Int = try last?["next_line"] ?? 1
    // A program may print NUL; no database keeps it in a text.
    let text = text.utf8.contains(0) ? text.replacing("\0", with: "\u{2400}") : text
    let count = try connection.run(
      """
      INSERT INTO deployment_log
        (organization_id, deployment_id, sequence, first_line, lines, bytes, created_at, text)
      SELECT organization_id, id, CAST(\(before + 1) AS BIGINT), CAST(\(firstLine) AS BIGINT),
        CAST(\(lines) AS BIGINT), CAST(\(text.utf8.count) AS BIGINT), CAST(\(now) AS BIGINT),
        CAST(\(text) AS TEXT)
      FROM deployment WHERE id = \(deployment)
      """)
    guard count > 0 else { throw SlipwayError.notFound(Deployments.noun) }
    return before + 1
  }

  /// - Parameter sequence: the last one that the caller has; 0 for the beginning.
  package func chunks(
    of deployment: ID<Deployment>, after sequence: Int = 0, limit: Int = 100
  ) throws -> [LogChunk] {
    try connection.rows(
      """
      SELECT sequence, first_line, lines, text FROM deployment_log
      WHERE deployment_id = \(deployment) AND sequence > \(sequence) ORDER BY sequence LIMIT \(limit)
      """
    ).map(Self.chunk)
  }

  /// - Returns: the last lines, each with its line end as it was written.
  package func tail(of deployment: ID<Deployment>, lines wanted: Int) throws -> String {
    guard wanted > 0, let end = try endLine(of: deployment) else { return "" }
    let firstWanted = max(1, end - wanted)
    let chunks = try connection.rows(
      """
      SELECT sequence, first_line, lines, text FROM deployment_log
      WHERE deployment_id = \(deployment) AND first_line + lines > \(firstWanted) ORDER BY sequence
      """
    ).map(Self.chunk)
    return chunks.map { $0.text(after: firstWanted - 1) }.joined()
  }

  /// How many bytes of text there are.
  package func byteCount(of deployment: ID<Deployment>) throws -> Int {
    let row = try connection.row(
      """
      SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS count FROM deployment_log
      WHERE deployment_id = \(deployment)
      """)
    return try row?["count"] ?? 0
  }

  package func delete(of deployment: ID<Deployment>) throws {
    try connection.run("DELETE FROM deployment_log WHERE deployment_id = \(deployment)")
  }

  /// The number of the line that comes next; `nil` when there is no log.
  private func endLine(of deployment: ID<Deployment>) throws -> Int? {
    let row = try connection.row(
      """
      SELECT first_line + lines AS next_line FROM deployment_log WHERE deployment_id = \(deployment)
      ORDER BY sequence DESC LIMIT 1
      """)
    return try row?["next_line"]
  }

  private static func chunk(_ row: Row) throws -> LogChunk {
    LogChunk(
      sequence: try row["sequence"], firstLine: try row["first_line"], lines: try row["lines"],
      text: try row["text"])
  }
}
