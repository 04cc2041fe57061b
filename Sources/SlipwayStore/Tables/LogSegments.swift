package import SlipwayCore

/// What is kept of services' output: one row for each file.
package struct LogSegments: EntityTable {
  package static let table = "log_segment"
  package static let noun = "Log segment"
  package let context: TableContext

  package func columns(of segment: LogSegment) throws -> [(name: String, value: any SQLBindable)] {
    [
      ("id", segment.id), ("organization_id", segment.organizationID), ("deployable_id", segment.deployableID),
      ("deployment_id", segment.deploymentID), ("service", segment.service), ("container", segment.container),
      ("name", segment.name), ("number", segment.number), ("first_at", segment.firstAt), ("last_at", segment.lastAt),
      ("lines", segment.lines), ("bytes", segment.bytes), ("created_at", segment.createdAt),
    ]
  }

  package func entity(_ row: Row) throws -> LogSegment {
    var segment = LogSegment(
      id: try row["id"], organizationID: try row["organization_id"], deployableID: try row["deployable_id"],
      deploymentID: try row["deployment_id"], service: try row["service"], container: try row["container"],
      name: try row["name"], number: try row["number"], createdAt: try row["created_at"])
    segment.firstAt = try row["first_at"]
    segment.lastAt = try row["last_at"]
    segment.lines = try row["lines"]
    segment.bytes = try row["bytes"]
    return segment
  }

  /// The one that is written to.
  package func last(of container: String, of deployable: ID<Deployable>) throws -> LogSegment? {
    try first("WHERE container = \(container) AND deployable_id = \(deployable) ORDER BY number DESC LIMIT 1")
  }

  /// Newest first.
  package func all(of deployables: [ID<Deployable>]) throws -> [LogSegment] {
    try all("WHERE deployable_id IN \(list: deployables) ORDER BY last_at DESC, id")
  }

  /// Newest first, by what is kept of each deployment.
  package func generations(of deployable: ID<Deployable>) throws -> [LogGeneration] {
    try connection.rows(
      """
      SELECT deployment_id, MIN(first_at) AS first_at, MAX(last_at) AS last_at, CAST(SUM(lines) AS BIGINT) AS lines,
        CAST(SUM(bytes) AS BIGINT) AS bytes, COUNT(DISTINCT container) AS containers
      FROM log_segment WHERE deployable_id = \(deployable) AND lines > 0 GROUP BY deployment_id ORDER BY last_at DESC
      """
    ).map {
      LogGeneration(
        deploymentID: try $0["deployment_id"], firstAt: try $0["first_at"], lastAt: try $0["last_at"],
        lines: try $0["lines"], bytes: try $0["bytes"], containers: try $0["containers"])
    }
  }

  /// Those that have to go so that at most `bytes` of text in at most `count` files stay; the oldest go first.
  package func excess(of deployable: ID<Deployable>, bytes: Int, count: Int) throws -> [LogSegment] {
    var sum = 0
    var kept = 0
    return try all(of: [deployable]).filter { segment in
      sum += segment.bytes
      kept += 1
      // The newest stays, however large it is.
      return kept > 1 && (sum > bytes || kept > count)
    }
  }

  /// Whose there are.
  package func deployables() throws -> Set<ID<Deployable>> {
    Set(try connection.rows("SELECT DISTINCT deployable_id FROM log_segment").map { try $0["deployable_id"] })
  }
}
