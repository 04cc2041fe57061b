package import Foundation
package import SlipwayCore

/// What the queue looks like, for whoever watches it.
extension JobTable {
  /// How many jobs of one kind are in one state.
  package struct Count: Sendable, Hashable {
    package var kind: String
    package var state: Job.State
    package var count: Int
  }

  /// What could run and waits.
  package struct Backlog: Sendable, Hashable {
    package var count: Int
    /// Since when the oldest of it could run.
    package var oldest: Date?
  }

  package func counts() throws -> [Count] {
    try connection.rows(
      "SELECT kind, state, COUNT(*) AS count FROM job GROUP BY kind, state ORDER BY kind, state"
    ).map { Count(kind: try $0["kind"], state: try $0["state"], count: try $0["count"]) }
  }

  package func backlog(now: Date) throws -> Backlog {
    let row = try connection.row(
      """
      SELECT COUNT(*) AS count, MIN(available_at) AS oldest FROM job
      WHERE state = 'queued' AND available_at <= \(now)
      """)
    return Backlog(count: try row?["count"] ?? 0, oldest: try row?["oldest"])
  }
}
