import Synchronization

/// How long something took, by labels: how many took at most so long.
package final class Histogram: Sendable {
  /// In seconds: from a look at a row to a deployment.
  private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 300]
  private static let mostSeries = 500

  private struct Series {
    var counts = [Int](repeating: 0, count: Histogram.bounds.count + 1)
    var sum = 0.0
  }
  private let names: [String]
  private let all = Mutex<[[String]: Series]>([:])

  package init(_ names: String...) { self.names = names }

  package func add(_ duration: Duration, _ values: String...) {
    let seconds = duration.inSeconds
    let place = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    all.withLock { all in
      let key = all[values] == nil && all.count >= Self.mostSeries ? names.map { _ in "other" } : values
      all[key, default: Series()].counts[place] += 1
      all[key, default: Series()].sum += seconds
    }
  }

  package var samples: [MetricText.Sample] {
    let all = all.withLock { $0 }
    return all.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { key, series in
      let labels = zip(names, key).map { (name: $0, value: $1) }
      var sum = 0
      let buckets = zip(Self.bounds.map { MetricText.number($0) } + ["+Inf"], series.counts).map { bound, count in
        sum += count
        return MetricText.Sample(Double(sum), labels + [(name: "le", value: bound)], suffix: "_bucket")
      }
      return buckets + [
        MetricText.Sample(series.sum, labels, suffix: "_sum"),
        MetricText.Sample(Double(sum), labels, suffix: "_count"),
      ]
    }
  }
}
