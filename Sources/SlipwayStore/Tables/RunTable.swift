package import Foundation
package import SlipwayCore

/// A table of runs: each is queued, works, and ends once. Statuses move only by ``move(_:from:to:now:)`` and
/// ``finish(_:status:message:now:)``; a run and its job have one identifier.
package protocol RunTable: EntityTable {}

extension RunTable {
  /// What ``update(_:)`` leaves alone.
  static var movedColumns: Set<String> {
    ["organization_id", "created_at", "status", "started_at", "finished_at", "is_cancel_requested"]
  }

  package func insert(_ run: Entity) throws {
    let last = try connection.row("SELECT COALESCE(MAX(position), 0) + 1 AS next FROM \(name: Self.table)")
    let position: Int = try last?["next"] ?? 1
    try insert(columns: try columns(of: run) + [("position", position)])
  }

  /// Queued or running with a job that has ended or is gone: nobody will go on with them.
  package func abandoned() throws -> [Entity] {
    try all(
      """
      WHERE status IN ('queued', 'running')
        AND id NOT IN (SELECT id FROM job WHERE state IN ('queued', 'running')) ORDER BY position
      """)
  }

  /// - Returns: `false` when somebody else moved it before.
  package func move(_ id: ID<Key>, from: Set<RunStatus>, to: RunStatus, now: Date) throws -> Bool {
    let times: SQL =
      switch to {
      case .queued: ", started_at = NULL, finished_at = NULL"
      // Of an attempt that is gone on with, the first beginning counts.
      case .running: ", started_at = COALESCE(started_at, \(now))"
      case .done, .error, .cancelled: ", finished_at = \(now)"
      }
    return try connection.run(
      """
      UPDATE \(name: Self.table) SET status = \(to)\(times)
      WHERE id = \(id) AND status IN \(list: from.sorted { $0.rawValue < $1.rawValue })
      """) > 0
  }

  /// Ends it, unless it has ended.
  /// - Returns: `false` when it had; then nothing is changed.
  package func finish(_ id: ID<Key>, status: RunStatus, message: String?, now: Date) throws -> Bool {
    guard status.isFinal else {
      throw SlipwayError(.preconditionFailed, "A run cannot end as '\(status.rawValue)'.")
    }
    guard try move(id, from: [.queued, .running], to: status, now: now) else { return false }
    try connection.run("UPDATE \(name: Self.table) SET message = \(message) WHERE id = \(id)")
    return true
  }

  /// Asks whoever runs it to stop.
  /// - Returns: `false` when there is nothing to stop any more.
  @discardableResult
  package func requestCancel(_ id: ID<Key>) throws -> Bool {
    try connection.run(
      """
      UPDATE \(name: Self.table) SET is_cancel_requested = TRUE WHERE id = \(id) AND status IN ('queued', 'running')
      """) > 0
  }
}
