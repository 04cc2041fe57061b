package import Foundation
package import SlipwayCore

/// How jobs are taken, kept and given back. Whoever lost its lease changes nothing any more.
extension JobTable {
  /// Takes the oldest available job whose lane is free and whose pool is under its limit.
  /// - Returns: the job with its lease; `nil` when there is none.
  package func claim(_ request: ClaimRequest) throws -> Job? {
    let running = try runningByPool()
    let free = request.pools.filter { pool, limit in running[pool, default: 0] < limit }.keys.sorted()
    guard !free.isEmpty else { return nil }
    // The sign keeps the databases from the index of moments: the oldest place in the queue is what is looked for.
    let row = try connection.row(
      """
      SELECT job.id AS id FROM job
      WHERE job.state = 'queued' AND +job.available_at <= \(request.now) AND job.pool IN \(list: free)
        AND NOT EXISTS (
          SELECT 1 FROM job AS other WHERE other.state = 'running' AND other.lane = job.lane)
      ORDER BY job.position LIMIT 1
      """)
    guard let id: ID<Job> = try row?["id"] else { return nil }
    let claimed = try connection.row(
      """
      UPDATE job SET state = 'running', lease_owner = \(request.owner), lease_until = \(request.leaseUntil)
      WHERE id = \(id) AND state = 'queued' RETURNING *
      """)
    return try claimed.map(entity)
  }

  /// Keeps the lease.
  /// - Returns: `false` when it was lost: stop working on the job.
  package func renew(_ id: ID<Job>, owner: String, until: Date) throws -> Bool {
    try connection.run("UPDATE job SET lease_until = \(until) WHERE \(isHeld(id, by: owner))") > 0
  }

  /// Ends a job that the owner holds.
  /// - Parameter state: `finished`, `failed` or `cancelled`.
  /// - Returns: `false` when the lease was lost.
  @discardableResult
  package func finish(_ id: ID<Job>, owner: String, state: Job.State, error: String? = nil) throws -> Bool {
    guard state != .queued, state != .running else {
      throw SlipwayError(.preconditionFailed, "A job cannot end as '\(state.rawValue)'.")
    }
    return try connection.run(
      """
      UPDATE job SET state = \(state), last_error = \(error), lease_owner = NULL, lease_until = NULL
      WHERE \(isHeld(id, by: owner))
      """) > 0
  }

  /// Gives a job back, to be tried again not before a moment.
  /// - Parameters:
  ///   - error: why it failed, which counts as an attempt; `nil` when it was only interrupted.
  ///   - pool: that it counts against from now on; `nil` leaves it where it is.
  /// - Returns: `false` when the lease was lost.
  @discardableResult
  package func retry(
    _ id: ID<Job>, owner: String, at: Date, error: String? = nil, pool: String? = nil
  ) throws -> Bool {
    try connection.run(
      """
      UPDATE job SET state = 'queued', available_at = \(at), last_error = \(error), lease_owner = NULL,
        lease_until = NULL, attempts = attempts + \(error == nil ? 0 : 1), pool = COALESCE(\(pool), pool)
      WHERE \(isHeld(id, by: owner))
      """) > 0
  }

  /// Puts jobs whose lease ran out back into the queue, at their old places.
  /// - Returns: how many there were.
  @discardableResult
  package func releaseExpired(now: Date) throws -> Int {
    try connection.run("\(Self.release) AND (lease_until IS NULL OR lease_until <= \(now))")
  }

  /// Puts the jobs of other owners back: the caller knows that none of them lives.
  /// - Parameter place: the beginning of their names, up to and with the slash; `nil` is whoever they are.
  /// - Returns: how many there were.
  @discardableResult
  package func releaseAll(exceptOwner owner: String, at place: String? = nil) throws -> Int {
    let others: SQL = "\(Self.release) AND (lease_owner IS NULL OR lease_owner <> \(owner))"
    guard let place else { return try connection.run(others) }
    return try connection.run("\(others) AND SUBSTR(lease_owner, 1, \(place.count)) = \(place)")
  }

  private static let release: SQL =
    "UPDATE job SET state = 'queued', lease_owner = NULL, lease_until = NULL WHERE state = 'running'"

  private func isHeld(_ id: ID<Job>, by owner: String) -> SQL {
    "id = \(id) AND state = 'running' AND lease_owner = \(owner)"
  }

  private func runningByPool() throws -> [String: Int] {
    let rows = try connection.rows("SELECT pool, COUNT(*) AS count FROM job WHERE state = 'running' GROUP BY pool")
    return Dictionary(uniqueKeysWithValues: try rows.map { (try $0["pool"], try $0["count"]) })
  }
}
