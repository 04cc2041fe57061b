package import Foundation
package import SlipwayCore

/// What domains were asked, by minutes and hours.
package struct RequestCounts {
  let context: TableContext
  private var connection: any SQLConnection { context.connection }

  package func find(_ domain: ID<Domain>, _ span: RequestCount.Span, at start: Date) throws -> RequestCount? {
    try connection.row(
      """
      SELECT * FROM request_count WHERE domain_id = \(domain) AND span = \(span.rawValue) AND started_at = \(start)
      """
    ).map(Self.count)
  }

  /// Adds the row, or replaces the one of the same domain and time.
  package func put(_ count: RequestCount) throws {
    let classes = count.classes.map(String.init).joined(separator: ",")
    try connection.run(
      """
      INSERT INTO request_count (domain_id, organization_id, span, started_at, classes, bytes, latencies, paths)
      VALUES (\(count.domainID), \(count.organizationID), \(count.span.rawValue), \(count.startedAt), \(classes),
        \(count.bytes), \(count.latencies), \(count.paths))
      ON CONFLICT (domain_id, span, started_at) DO UPDATE SET classes = excluded.classes, bytes = excluded.bytes,
        latencies = excluded.latencies, paths = excluded.paths
      """)
  }

  /// In the order of their times.
  package func all(
    in organization: ID<Organization>, _ span: RequestCount.Span, from: Date, to: Date
  ) throws -> [RequestCount] {
    try connection.rows(
      """
      SELECT * FROM request_count WHERE organization_id = \(organization) AND span = \(span.rawValue)
        AND started_at >= \(from) AND started_at <= \(to) ORDER BY started_at, domain_id
      """
    ).map(Self.count)
  }

  /// Forgets what is older than it is remembered.
  /// - Returns: how many rows.
  @discardableResult
  package func trim(now: Date) throws -> Int {
    try RequestCount.Span.allCases.reduce(0) { sum, span in
      let oldest = now.addingTimeInterval(-Double(span.memory))
      return sum
        + (try connection.run("DELETE FROM request_count WHERE span = \(span.rawValue) AND started_at < \(oldest)"))
    }
  }

  private static func count(_ row: Row) throws -> RequestCount {
    let span: Int = try row["span"]
    var count = RequestCount(
      domainID: try row["domain_id"], organizationID: try row["organization_id"],
      span: .init(rawValue: span) ?? .hour,
      startedAt: try row["started_at"])
    let classes: String = try row["classes"]
    let numbers = classes.split(separator: ",").compactMap { Int($0) }
    count.classes = numbers.count == 5 ? numbers : [0, 0, 0, 0, 0]
    count.bytes = try row["bytes"]
    count.latencies = try row["latencies"]
    count.paths = try row["paths"]
    return count
  }
}
