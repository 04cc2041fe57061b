import Foundation
import SlipwayCore
import Testing

@testable import SlipwayLogs

/// What was asked, put together.
@Suite struct RequestSummaryTests {
  private static let now = Date(timeIntervalSince1970: 1_800_000_030)

  private static func row(
    _ domain: String, _ start: Int, ok: Int = 0, failed: Int = 0, span: RequestCount.Span = .minute
  )
    -> RequestCount
  {
    var count = RequestCount(
      domainID: ID(domain), organizationID: ID("o"), span: span,
      startedAt: Date(timeIntervalSince1970: TimeInterval(1_800_000_000 + start)))
    count.classes = [0, ok, 0, 0, failed]
    count.bytes = 10
    var latencies = LatencyBuckets()
    latencies.add(microseconds: 1000, times: ok)
    latencies.add(microseconds: 9000, times: failed)
    count.latencies = latencies.text
    var paths = TopPaths()
    paths.add("/\(domain)", times: ok + failed)
    count.paths = paths.text
    return count
  }

  @Test(arguments: RequestSummary.Span.allCases)
  func `points have no gaps and end with the present one`(span: RequestSummary.Span) throws {
    let summary = RequestSummary([], hours: [], span: span, now: Self.now)
    #expect(summary.points.count == span.seconds / span.step)
    let last = try #require(summary.points.last)
    #expect(last.start <= Self.now && Self.now < last.start.addingTimeInterval(Double(span.step)))
    #expect(summary.requests == 0 && summary.latencies.percentile(0.5) == nil)
  }

  @Test func `rows fall into their points and domains, and what is older than all falls out`() {
    let rows = [
      Self.row("a", 0, ok: 3), Self.row("b", 0, ok: 1, failed: 2), Self.row("a", -60, failed: 1),
      Self.row("a", -7200, ok: 50), Self.row("a", 7200, ok: 50),
    ]
    let hours = [Self.row("a", 0, ok: 7, span: .hour), Self.row("b", -3600, ok: 9, span: .hour)]
    let summary = RequestSummary(rows, hours: hours, span: .hour, now: Self.now)
    #expect(summary.classes == [0, 4, 0, 0, 3] && summary.bytes == 30)
    #expect(summary.points.suffix(2).map(\.classes) == [[0, 0, 0, 0, 1], [0, 4, 0, 0, 2]])
    #expect(summary.shares.map(\.domain.rawValue) == ["a", "b"])
    #expect(summary.shares.map(\.requests) == [4, 3])
    #expect(summary.paths.sorted.map(\.path) == ["/b", "/a"])
    #expect(summary.latencies.percentile(0.99).map { $0 > 8000 } == true)
  }
}
