package import Foundation
package import SlipwayCore

/// What was asked within a span of time: sums, percentiles and a series to be drawn.
package struct RequestSummary: Sendable {
  /// How far back one can look.
  package enum Span: Int, Sendable, CaseIterable {
    case hour = 1
    case day = 24
    case week = 168
    case month = 720

    /// Which rows have it.
    package var rows: RequestCount.Span { self == .hour || self == .day ? .minute : .hour }
    /// Of one point, in seconds.
    package var step: Int {
      switch self {
      case .hour: 60
      case .day: 900
      case .week: 7200
      case .month: 21_600
      }
    }
    package var seconds: Int { rawValue * 3600 }
  }

  /// One point of the series.
  package struct Point: Sendable, Hashable {
    package var start: Date
    package var classes = [0, 0, 0, 0, 0]
    package var latencies = LatencyBuckets()
    package var requests: Int { classes.reduce(0, +) }
  }

  /// What one domain was asked.
  package struct Share: Sendable, Hashable {
    package var domain: ID<Domain>
    package var classes = [0, 0, 0, 0, 0]
    package var latencies = LatencyBuckets()
    package var requests: Int { classes.reduce(0, +) }
  }

  /// Without gaps, the oldest first.
  package private(set) var points: [Point] = []
  /// Those that were asked most first.
  package private(set) var shares: [Share] = []
  package private(set) var classes = [0, 0, 0, 0, 0]
  package private(set) var bytes = 0
  package private(set) var latencies = LatencyBuckets()
  package private(set) var paths = TopPaths()
  package var requests: Int { classes.reduce(0, +) }

  /// When the first point of a span begins.
  package static func start(of span: Span, now: Date) -> Date {
    let end = Int(now.timeIntervalSince1970) / span.step * span.step + span.step
    return Date(timeIntervalSince1970: Double(end - span.seconds))
  }

  /// - Parameters:
  ///   - rows: of the span's kind.
  ///   - hours: the rows by hours of the same time, which have the paths.
  package init(_ rows: [RequestCount], hours: [RequestCount], span: Span, now: Date) {
    let start = Self.start(of: span, now: now)
    points = (0..<(span.seconds / span.step)).map { Point(start: start.addingTimeInterval(Double($0 * span.step))) }
    var found: [ID<Domain>: Share] = [:]
    for row in rows {
      let index = Int(row.startedAt.timeIntervalSince(start)) / span.step
      guard row.startedAt >= start, points.indices.contains(index) else { continue }
      let latencies = LatencyBuckets(text: row.latencies)
      var point = points[index]
      Self.add(row, latencies, to: &point.classes, &point.latencies)
      points[index] = point
      var share = found[row.domainID] ?? Share(domain: row.domainID)
      Self.add(row, latencies, to: &share.classes, &share.latencies)
      found[row.domainID] = share
      Self.add(row, latencies, to: &classes, &self.latencies)
      bytes += row.bytes
    }
    for hour in hours { paths.add(TopPaths(text: hour.paths)) }
    shares = found.values.sorted { ($1.requests, $0.domain.rawValue) < ($0.requests, $1.domain.rawValue) }
  }

  private static func add(
    _ row: RequestCount, _ more: LatencyBuckets, to classes: inout [Int], _ latencies: inout LatencyBuckets
  ) {
    classes = zip(classes, row.classes).map(+)
    latencies.add(more)
  }
}
