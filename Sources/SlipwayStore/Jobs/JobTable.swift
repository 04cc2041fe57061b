package import Foundation
package import SlipwayCore

/// The queue of jobs: rows that workers lease.
package struct JobTable: EntityTable {
  package static let table = "job"
  package static let noun = "Job"
  package static let fixedColumns: Set<String> = [
    "organization_id", "created_at", "state", "lease_owner", "lease_until",
  ]
  package let context: TableContext

  package func columns(of job: Job) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", job.id), ("organization_id", job.organizationID), ("kind", job.kind), ("lane", job.lane),
      ("pool", job.pool), ("arguments", job.arguments), ("state", job.state), ("attempts", job.attempts),
      ("lease_owner", job.leaseOwner), ("lease_until", job.leaseUntil), ("available_at", job.availableAt),
      ("created_at", job.createdAt), ("last_error", job.lastError),
    ]
  }

  package func entity(_ row: Row) throws -> Job {
    var job = Job(
      id: try row["id"], organizationID: try row["organization_id"], kind: try row["kind"],
      lane: try row["lane"], pool: try row["pool"], arguments: try row["arguments"],
      availableAt: try row["available_at"], createdAt: try row["created_at"])
    job.state = try row["state"]
    job.attempts = try row["attempts"]
    job.leaseOwner = try row["lease_owner"]
    job.leaseUntil = try row["lease_until"]
    job.lastError = try row["last_error"]
    return job
  }

  package func insert(_ job: Job) throws {
    let last = try connection.row("SELECT COALESCE(MAX(position), 0) + 1 AS next FROM job")
    let position: Int = try last?["next"] ?? 1
    try insert(columns: try columns(of: job) + [("position", position)])
  }

  /// Puts it at the end of the queue.
  package func enqueue(_ job: Job) throws { try insert(job) }

  /// Ends jobs that wait: nobody will run them.
  /// - Returns: how many there were.
  @discardableResult
  package func cancelQueued(lane: String, kind: String) throws -> Int {
    try connection.run(
      "UPDATE job SET state = 'cancelled' WHERE state = 'queued' AND lane = \(lane) AND kind = \(kind)")
  }

  /// Ends one job that waits.
  /// - Returns: `false` when it runs or has ended.
  @discardableResult
  package func cancelQueued(_ id: ID<Job>) throws -> Bool {
    try connection.run("UPDATE job SET state = 'cancelled' WHERE state = 'queued' AND id = \(id)") > 0
  }

  /// Ends all that wait or run, for nobody is at work on them.
  /// - Parameter kind: of jobs that stay as they are.
  /// - Returns: how many there were.
  @discardableResult
  package func cancelActive(except kind: String) throws -> Int {
    try connection.run(
      """
      UPDATE job SET state = 'cancelled', lease_owner = NULL, lease_until = NULL
      WHERE state IN ('queued', 'running') AND kind <> \(kind)
      """)
  }

  /// Whether nothing waits or runs in a lane.
  package func isIdle(lane: String) throws -> Bool {
    try !exists("WHERE lane = \(lane) AND state IN ('queued', 'running')")
  }

  /// When the next queued job becomes available that is not yet.
  package func nextAvailable(after now: Date) throws -> Date? {
    let row = try connection.row(
      "SELECT MIN(available_at) AS next FROM job WHERE state = 'queued' AND available_at > \(now)")
    return try row?["next"]
  }

  /// Those of an organisation that wait for a place in a pool.
  package func waiting(in organization: ID<Organization>, pool: String) throws -> [ID<Job>] {
    try connection.rows(
      """
      SELECT id FROM job WHERE state = 'queued' AND organization_id = \(organization) AND pool = \(pool)
      ORDER BY position
      """
    ).map { try $0["id"] }
  }

  /// Queued or running, oldest first.
  package func active() throws -> [Job] {
    try all("WHERE state IN ('queued', 'running') ORDER BY position")
  }

  /// Forgets jobs that ended before a moment.
  /// - Returns: how many there were.
  @discardableResult
  package func deleteEnded(before: Date) throws -> Int {
    try connection.run(
      "DELETE FROM job WHERE state NOT IN ('queued', 'running') AND created_at < \(before)")
  }
}
