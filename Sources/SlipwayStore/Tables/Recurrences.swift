package import Foundation
package import SlipwayCore

/// The moments that recur, each with the next one.
package struct Recurrences {
  let context: TableContext
  private var connection: any SQLConnection { context.connection }

  /// Sets it, or changes the one that there is.
  package func set(_ recurrence: Recurrence) throws {
    try connection.run(
      """
      INSERT INTO recurrence (kind, subject, organization_id, expression, time_zone, next_at)
      VALUES (\(recurrence.kind), \(recurrence.subject), \(recurrence.organizationID), \(recurrence.expression), \(recurrence.timeZone),
        \(recurrence.nextAt))
      ON CONFLICT (kind, subject) DO UPDATE SET expression = excluded.expression, time_zone = excluded.time_zone,
        next_at = excluded.next_at
      """)
  }

  package func remove(kind: String, subject: String) throws {
    try connection.run("DELETE FROM recurrence WHERE kind = \(kind) AND subject = \(subject)")
  }

  package func find(kind: String, subject: String) throws -> Recurrence? {
    try connection.row("SELECT * FROM recurrence WHERE kind = \(kind) AND subject = \(subject)").map(Self.recurrence)
  }

  /// Those whose moment has come, the oldest first.
  package func due(_ now: Date) throws -> [Recurrence] {
    try connection.rows("SELECT * FROM recurrence WHERE next_at <= \(now) ORDER BY next_at, kind, subject").map(
      Self.recurrence)
  }

  /// Sets the next moment, unless somebody has rung it already.
  /// - Returns: `false` when somebody has.
  package func ring(_ recurrence: Recurrence, next: Date) throws -> Bool {
    try connection.run(
      """
      UPDATE recurrence SET next_at = \(next)
      WHERE kind = \(recurrence.kind) AND subject = \(recurrence.subject) AND next_at = \(recurrence.nextAt)
      """) > 0
  }

  /// The earliest moment of all.
  package func earliest() throws -> Date? {
    try connection.row("SELECT MIN(next_at) AS next FROM recurrence")?["next"]
  }

  private static func recurrence(_ row: Row) throws -> Recurrence {
    Recurrence(
      kind: try row["kind"], subject: try row["subject"], organizationID: try row["organization_id"],
      expression: try row["expression"], timeZone: try row["time_zone"], nextAt: try row["next_at"])
  }
}
