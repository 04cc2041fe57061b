package import Foundation
package import SlipwayCore

/// Each act of setting a server up; statuses move only by ``begin(_:now:)`` and ``finish(_:status:message:now:)``.
package struct ServerRuns: EntityTable {
  package static let table = "server_run"
  package static let noun = "Run"
  package static let fixedColumns: Set<String> = [
    "organization_id", "created_at", "status", "started_at", "finished_at",
  ]
  private static let kept = 20
  package let context: TableContext

  package func columns(of run: ServerRun) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", run.id), ("organization_id", run.organizationID), ("server_id", run.serverID), ("status", run.status),
      ("steps", try JSONColumn.encode(run.steps)), ("message", run.message), ("created_at", run.createdAt),
      ("started_at", run.startedAt), ("finished_at", run.finishedAt),
    ]
  }

  package func entity(_ row: Row) throws -> ServerRun {
    var run = ServerRun(
      id: try row["id"], organizationID: try row["organization_id"], serverID: try row["server_id"],
      steps: try JSONColumn.decode(row["steps"]), createdAt: try row["created_at"])
    run.status = try row["status"]
    run.message = try row["message"]
    run.startedAt = try row["started_at"]
    run.finishedAt = try row["finished_at"]
    return run
  }

  package func insert(_ run: ServerRun) throws {
    let last = try connection.row("SELECT COALESCE(MAX(position), 0) + 1 AS next FROM server_run")
    let position: Int = try last?["next"] ?? 1
    try insert(columns: try columns(of: run) + [("position", position)])
  }

  /// Newest first.
  package func all(of server: ID<Server>) throws -> [ServerRun] {
    try all("WHERE server_id = \(server) ORDER BY position DESC")
  }

  package func newest(of server: ID<Server>) throws -> ServerRun? {
    try first("WHERE server_id = \(server) ORDER BY position DESC LIMIT 1")
  }

  /// Whether one waits or works.
  package func isActive(_ server: ID<Server>) throws -> Bool {
    try exists("WHERE server_id = \(server) AND status IN ('queued', 'running')")
  }

  /// Whether one has come to a good end.
  package func hasSucceeded(_ server: ID<Server>) throws -> Bool {
    try exists("WHERE server_id = \(server) AND status = 'done'")
  }

  /// - Returns: `false` when it has ended.
  package func begin(_ id: ID<ServerRun>, now: Date) throws -> Bool {
    try connection.run(
      """
      UPDATE server_run SET status = 'running', started_at = COALESCE(started_at, \(now))
      WHERE id = \(id) AND status IN ('queued', 'running')
      """) > 0
  }

  /// Notes how its steps stand.
  package func setSteps(_ id: ID<ServerRun>, _ steps: [ServerStep]) throws {
    let text = try JSONColumn.encode(steps)
    try connection.run("UPDATE server_run SET steps = \(text) WHERE id = \(id)")
  }

  /// Ends it, unless it has ended.
  package func finish(_ id: ID<ServerRun>, status: ServerRun.Status, message: String?, now: Date) throws {
    guard status.isFinal else {
      throw SlipwayError(.preconditionFailed, "A run cannot end as '\(status.rawValue)'.")
    }
    try connection.run(
      """
      UPDATE server_run SET status = \(status), message = \(message), finished_at = \(now)
      WHERE id = \(id) AND status IN ('queued', 'running')
      """)
  }

  /// Forgets old runs with their logs.
  package func trim(of server: ID<Server>) throws {
    try connection.run(
      """
      DELETE FROM server_run WHERE server_id = \(server) AND status NOT IN ('queued', 'running')
        AND id NOT IN (SELECT id FROM server_run WHERE server_id = \(server) ORDER BY position DESC LIMIT \(Self.kept))
      """)
  }
}
