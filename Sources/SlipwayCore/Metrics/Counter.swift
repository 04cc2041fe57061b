import Synchronization

/// Counts by labels: how often something happened, or how much of it there is now.
package final class Counter: Sendable {
  /// More are counted as `other`: labels are words of the code, and a mistake must not eat the memory.
  private static let mostSeries = 2000
  private let names: [String]
  private let counts = Mutex<[[String]: Int]>([:])

  /// - Parameter names: of the labels.
  package init(_ names: String...) { self.names = names }

  /// - Parameter values: of the labels, in the order of their names.
  package func add(_ amount: Int = 1, _ values: String...) {
    counts.withLock { counts in
      let key = counts[values] == nil && counts.count >= Self.mostSeries ? names.map { _ in "other" } : values
      counts[key, default: 0] += amount
    }
  }

  package func count(_ values: String...) -> Int { counts.withLock { $0[values] ?? 0 } }

  package var samples: [MetricText.Sample] {
    let all = counts.withLock { $0 }
    return all.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, count in
      MetricText.Sample(Double(count), zip(names, key).map { (name: $0, value: $1) })
    }
  }
}
