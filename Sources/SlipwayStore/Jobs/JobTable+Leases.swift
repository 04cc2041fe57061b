package import Foundation
package import SlipwayCore

/// How jobs are taken, kept and given back. Whoever lost its lease changes nothing any more.
extension JobTable {
  /// Takes the oldest available job whose lane is free and whose pool is under its limit.
  /// - Returns: the job with its lease; `nil` when there is none.
  package func claim(_ request: ClaimRequest) throws -> Job? { try claim(request, atMost: 1).jobs.first }

  /// Takes several, each as ``claim(_:)`` would one after the other.
  package func claim(_ request: ClaimRequest, atMost most: Int) throws -> Claimed {
    var places = try places(request)
    var jobs: [Job] = []
    while jobs.count < most {
      let free = places.filter(\.value.hasRoom).keys.sorted()
      guard !free.isEmpty else { break }
      var lanes: Set<String> = []
      var chosen: [ID<Job>] = []
      for (id, lane, pool) in try claimable(at: request.now, free, most - jobs.count) {
        // What must wait for one of these is looked for again after them.
        guard places[pool]?.hasRoom == true else { continue }
        if let lane { guard lanes.insert(lane).inserted else { continue } }
        places[pool]?.own += 1
        chosen.append(id)
      }
      guard !chosen.isEmpty else { break }
      jobs += try lease(chosen, request)
    }
    return Claimed(jobs: jobs, slots: places.mapValues(\.slots))
  }

  /// Those whose lanes are free, the oldest first.
  private func claimable(at now: Date, _ pools: [String], _ most: Int) throws -> [(
    ID<Job>, lane: String?, pool: String
  )] {
    // The sign keeps the databases from the index of moments: the oldest place in the queue is what is looked for.
    try connection.rows(
      """
      SELECT job.id AS id, job.lane AS lane, job.pool AS pool FROM job
      WHERE job.state = 'queued' AND +job.available_at <= \(now) AND job.pool IN \(list: pools)
        AND NOT EXISTS (
          SELECT 1 FROM job AS other WHERE other.state = 'running' AND other.lane = job.lane)
      ORDER BY job.position LIMIT \(most)
      """
    ).map { (try $0["id"], lane: try $0["lane"], pool: try $0["pool"]) }
  }

  private func lease(_ ids: [ID<Job>], _ request: ClaimRequest) throws -> [Job] {
    let rows = try connection.rows(
      """
      UPDATE job SET state = 'running', lease_owner = \(request.owner), lease_until = \(request.leaseUntil)
      WHERE id IN \(list: ids) AND state = 'queued' RETURNING *
      """)
    let leased = Dictionary(uniqueKeysWithValues: try rows.map(entity).map { ($0.id, $0) })
    return ids.compactMap { leased[$0] }
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

  /// Ends several that went well; those whose lease was lost stay as they are.
  package func finish(_ ids: [ID<Job>], owner: String) throws {
    guard !ids.isEmpty else { return }
    try connection.run(
      """
      UPDATE job SET state = 'finished', last_error = NULL, lease_owner = NULL, lease_until = NULL
      WHERE id IN \(list: ids) AND state = 'running' AND lease_owner = \(owner)
      """)
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

  /// Puts jobs that the owner has leased and not begun back into the queue, at their old places.
  package func release(_ ids: [ID<Job>], owner: String) throws {
    guard !ids.isEmpty else { return }
    try connection.run("\(Self.release) AND id IN \(list: ids) AND lease_owner = \(owner)")
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

  private func places(_ request: ClaimRequest) throws -> [String: PoolPlaces] {
    var places: [String: PoolPlaces] = [:]
    for (pool, limit) in request.pools {
      places[pool] = PoolPlaces(limit: limit, ahead: request.ahead[pool] ?? 0)
    }
    let rows = try connection.rows(
      """
      SELECT pool, COUNT(*) AS count, SUM(CASE WHEN lease_owner = \(request.owner) THEN 1 ELSE 0 END) AS own
      FROM job WHERE state = 'running' GROUP BY pool
      """)
    for row in rows {
      let (pool, count, own): (String, Int, Int) = (try row["pool"], try row["count"], try row["own"])
      places[pool]?.own = own
      places[pool]?.others = count - own
    }
    return places
  }
}
