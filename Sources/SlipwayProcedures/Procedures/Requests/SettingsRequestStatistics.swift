package import SlipwayAnswers
package import Foundation
package import SlipwayCore
import SlipwayLogs
import SlipwayStore

/// Answers what the organisation's domains were asked: how often, how it ended, how long it took, and for what.
package enum SettingsRequestStatistics: Procedure {
  package struct Input: Codable, Sendable {
    /// How far back: 1, 24, 168 or 720; 24 when it is not given.
    package var hours: Int?
    /// Only what this domain was asked.
    package var domainId: ID<Domain>?

    package init(hours: Int? = nil, domainId: ID<Domain>? = nil) {
      self.hours = hours
      self.domainId = domainId
    }
  }

  /// How long requests took, in milliseconds; `null` without any.
  package struct Latency: Codable, Sendable, Hashable {
    @Null package var p50: Double?
    @Null package var p95: Double?
    @Null package var p99: Double?
  }

  /// One point of the series.
  package struct Point: Codable, Sendable {
    package var start: Date
    /// How many answers of 1xx to 5xx.
    package var classes: [Int]
    package var latency: Latency
  }

  /// A domain and what it was asked.
  package struct DomainShare: Codable, Sendable {
    package var domainId: ID<Domain>
    package var host: String
    package var path: String
    package var serviceName: String
    package var classes: [Int]
    package var latency: Latency
  }

  /// A path and how often it was asked for.
  package struct Path: Codable, Sendable {
    package var path: String
    package var count: Int
  }

  /// All of it.
  package struct Output: Codable, Sendable {
    /// Whether requests are counted now, and whether the caller may change that.
    package var isActive: Bool
    package var mayChange: Bool
    package var hours: Int
    /// Of one point, in seconds.
    package var step: Int
    package var points: [Point]
    package var classes: [Int]
    package var bytes: Int
    package var latency: Latency
    /// Those that were asked most first; of all of the organization's domains, whichever was asked for.
    package var domains: [DomainShare]
    package var paths: [Path]
  }

  package static let name = "settings.requestStatistics"
  package static let kind = ProcedureKind.query
  package static let summary = "Answers how often, how fast and for what domains were asked"

  package static func access(_ input: Input) -> Access {
    let member = Access.organization(.member)
    return input.domainId.map { .all([member, .subject(.domain($0), .read)]) } ?? member
  }

  package static func run(_ input: Input, _ call: Call) async throws -> Output {
    guard let span = RequestSummary.Span(rawValue: input.hours ?? 24) else {
      throw SlipwayError.invalid("hours", "may be 1, 24, 168 or 720")
    }
    let (organization, now) = (try call.organization(), call.now())
    let start = RequestSummary.start(of: span, now: now)
    return try await call.store.read { tx in
      let rows = try tx.requestCounts.all(in: organization, span.rows, from: start, to: now)
      let hours = try tx.requestCounts.all(in: organization, .hour, from: start.addingTimeInterval(-3599), to: now)
      let wanted = { (count: RequestCount) in input.domainId.map { count.domainID == $0 } ?? true }
      let summary = RequestSummary(rows.filter(wanted), hours: hours.filter(wanted), span: span, now: now)
      let all = RequestSummary(rows, hours: [], span: span, now: now)
      return Output(
        isActive: try tx.settings.server()?.countsRequests ?? false, mayChange: try call.ownsServer(tx),
        hours: span.rawValue, step: span.step,
        points: summary.points.map {
          Point(start: $0.start, classes: $0.classes, latency: Latency($0.latencies))
        },
        classes: summary.classes, bytes: summary.bytes, latency: Latency(summary.latencies),
        domains: try all.shares.compactMap { try share($0, tx) },
        paths: summary.paths.sorted.prefix(20).map { Path(path: $0.path, count: $0.count) })
    }
  }

  private static func share(_ share: RequestSummary.Share, _ tx: Transaction) throws -> DomainShare? {
    guard let domain = try tx.domains.find(share.domain) else { return nil }
    return DomainShare(
      domainId: domain.id, host: domain.host, path: domain.path,
      serviceName: try tx.deployables.find(domain.deployableID)?.name ?? "", classes: share.classes,
      latency: Latency(share.latencies))
  }
}

extension SettingsRequestStatistics.Latency {
  init(_ buckets: LatencyBuckets) {
    func milliseconds(_ share: Double) -> Double? { buckets.percentile(share).map { Double($0) / 1000 } }
    self.init(p50: milliseconds(0.5), p95: milliseconds(0.95), p99: milliseconds(0.99))
  }
}
