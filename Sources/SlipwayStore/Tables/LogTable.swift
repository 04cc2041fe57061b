package import Foundation
package import SlipwayCore

/// Something that writes a log.
package protocol LogKeeping: SendableMetatype {
  /// The table of its rows, and that of the lines.
  static var tables: (owner: String, log: String) { get }
  /// The column that says whose lines they are.
  static var column: String { get }
  /// For a person.
  static var noun: String { get }
}

extension Deployment: LogKeeping {
  package static let tables = (owner: Deployments.table, log: "deployment_log")
  package static let column = "deployment_id"
  package static let noun = Deployments.noun
}

extension BackupRun: LogKeeping {
  package static let tables = (owner: BackupRuns.table, log: "backup_log")
  package static let column = "run_id"
  package static let noun = BackupRuns.noun
}

extension ScheduleRun: LogKeeping {
  package static let tables = (owner: ScheduleRuns.table, log: "schedule_log")
  package static let column = "run_id"
  package static let noun = ScheduleRuns.noun
}

extension ServerRun: LogKeeping {
  package static let tables = (owner: ServerRuns.table, log: "server_log")
  package static let column = "run_id"
  package static let noun = ServerRuns.noun
}

package typealias DeploymentLogs = LogTable<Deployment>
package typealias BackupLogs = LogTable<BackupRun>
package typealias ServerLogs = LogTable<ServerRun>

/// The logs of one kind of work, as chunks of lines in rows.
package struct LogTable<Owner: LogKeeping> {
  let context: TableContext
  private var connection: any SQLConnection { context.connection }

  /// Adds a chunk at the end.
  /// - Parameters:
  ///   - text: whole lines, each with its line end.
  ///   - lines: how many.
  /// - Returns: the chunk's sequence number.
  /// - Throws: ``SlipwayError`` `notFound` when there is no such owner.
  @discardableResult
  package func append(_ owner: ID<Owner>, text: String, lines: Int, now: Date) throws -> Int {
    let last = try connection.row(
      """
      SELECT sequence, first_line + lines AS next_line FROM \(name: Owner.tables.log) WHERE \(name: Owner.column) = \(owner)
      ORDER BY sequence DESC LIMIT 1
      """)
    let before: Int = try last?["sequence"] ?? 0
    let firstLine: Int = try last?["next_line"] ?? 1
    // A program may print NUL; no database keeps it in a text.
    let text = text.utf8.contains(0) ? text.replacing("\0", with: "\u{2400}") : text
    let count = try connection.run(
      """
      INSERT INTO \(name: Owner.tables.log)
        (organization_id, \(name: Owner.column), sequence, first_line, lines, bytes, created_at, text)
      SELECT organization_id, id, CAST(\(before + 1) AS BIGINT), CAST(\(firstLine) AS BIGINT),
        CAST(\(lines) AS BIGINT), CAST(\(text.utf8.count) AS BIGINT), CAST(\(now) AS BIGINT),
        CAST(\(text) AS TEXT)
      FROM \(name: Owner.tables.owner) WHERE id = \(owner)
      """)
    guard count > 0 else { throw SlipwayError.notFound(Owner.noun) }
    return before + 1
  }

  /// - Parameter sequence: the last one that the caller has; 0 for the beginning.
  package func chunks(
    of owner: ID<Owner>, after sequence: Int = 0, limit: Int = 100
  ) throws -> [LogChunk] {
    try connection.rows(
      """
      SELECT sequence, first_line, lines, text, created_at FROM \(name: Owner.tables.log)
      WHERE \(name: Owner.column) = \(owner) AND sequence > \(sequence) ORDER BY sequence LIMIT \(limit)
      """
    ).map(Self.chunk)
  }

  /// - Returns: the last lines, each with its line end as it was written.
  package func tail(of owner: ID<Owner>, lines wanted: Int) throws -> String {
    guard wanted > 0, let end = try endLine(of: owner) else { return "" }
    let firstWanted = max(1, end - wanted)
    let chunks = try connection.rows(
      """
      SELECT sequence, first_line, lines, text, created_at FROM \(name: Owner.tables.log)
      WHERE \(name: Owner.column) = \(owner) AND first_line + lines > \(firstWanted) ORDER BY sequence
      """
    ).map(Self.chunk)
    return chunks.map { $0.text(after: firstWanted - 1) }.joined()
  }

  /// How many bytes of text there are.
  package func byteCount(of owner: ID<Owner>) throws -> Int {
    let row = try connection.row(
      """
      SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) AS count FROM \(name: Owner.tables.log)
      WHERE \(name: Owner.column) = \(owner)
      """)
    return try row?["count"] ?? 0
  }

  package func delete(of owner: ID<Owner>) throws {
    try connection.run("DELETE FROM \(name: Owner.tables.log) WHERE \(name: Owner.column) = \(owner)")
  }

  /// The number of the line that comes next; `nil` when there is no log.
  private func endLine(of owner: ID<Owner>) throws -> Int? {
    let row = try connection.row(
      """
      SELECT first_line + lines AS next_line FROM \(name: Owner.tables.log) WHERE \(name: Owner.column) = \(owner)
      ORDER BY sequence DESC LIMIT 1
      """)
    return try row?["next_line"]
  }

  private static func chunk(_ row: Row) throws -> LogChunk {
    LogChunk(
      sequence: try row["sequence"], firstLine: try row["first_line"], lines: try row["lines"],
      text: try row["text"], createdAt: try row["created_at"])
  }
}
