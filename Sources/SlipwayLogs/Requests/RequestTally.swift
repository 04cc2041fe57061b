import Foundation
package import SlipwayCore
package import SlipwayStore

/// Requests that were counted and are not rows yet.
package struct RequestTally: Sendable {
  private struct Key: Hashable {
    var domain: Int
    var span: RequestCount.Span
    var start: Date
  }

  private struct Sum {
    var classes = [0, 0, 0, 0, 0]
    var bytes = 0
    var latencies = LatencyBuckets()
    var paths = TopPaths()
  }

  private var sums: [Key: Sum] = [:]

  package init() {}

  package var isEmpty: Bool { sums.isEmpty }

  package mutating func add(_ line: AccessLine) {
    guard let domain = line.domainKey else { return }
    for span in RequestCount.Span.allCases {
      let seconds = Int(line.time.timeIntervalSince1970) / span.rawValue * span.rawValue
      let key = Key(domain: domain, span: span, start: Date(timeIntervalSince1970: Double(seconds)))
      var sum = sums[key] ?? Sum()
      sum.classes[line.statusClass - 1] += 1
      sum.bytes += line.bytes
      sum.latencies.add(microseconds: line.duration / 1000)
      // By the minute they would take more room than all the rest.
      if span == .hour { sum.paths.add(line.path) }
      sums[key] = sum
    }
  }

  /// Adds to what the rows say.
  /// - Parameter domains: by the numbers in their routers' names; what is of no domain any more is forgotten.
  package func write(_ tx: Transaction, domains: [Int: Domain]) throws {
    for (key, sum) in sums {
      guard let domain = domains[key.domain] else { continue }
      var count =
        try tx.requestCounts.find(domain.id, key.span, at: key.start)
        ?? RequestCount(
          domainID: domain.id, organizationID: domain.organizationID, span: key.span, startedAt: key.start)
      count.classes = zip(count.classes, sum.classes).map(+)
      count.bytes += sum.bytes
      var latencies = LatencyBuckets(text: count.latencies)
      latencies.add(sum.latencies)
      count.latencies = latencies.text
      var paths = TopPaths(text: count.paths)
      paths.add(sum.paths)
      count.paths = paths.text
      try tx.requestCounts.put(count)
    }
  }
}
