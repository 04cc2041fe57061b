/// How long requests took, as counts of buckets that are never wider than a sixteenth of what they hold: any number of them
/// can be added, kept in a few bytes, and asked for percentiles.
package struct LatencyBuckets: Sendable, Hashable {
  /// Each doubling of the time is cut into so many.
  private static let parts = 16
  /// An hour; what took longer counts as that long.
  private static let longest = 3_600_000_000
  private var counts: [Int: Int] = [:]

  package init() {}

  package var count: Int { counts.values.reduce(0, +) }

  /// - Parameter microseconds: below 0 is 0.
  package mutating func add(microseconds: Int, times: Int = 1) {
    counts[Self.bucket(of: min(max(microseconds, 0), Self.longest)), default: 0] += times
  }

  package mutating func add(_ other: LatencyBuckets) { counts.merge(other.counts, uniquingKeysWith: +) }

  /// - Parameter share: such as 0.95.
  /// - Returns: microseconds that this share of all did not exceed, but for a bucket's width; `nil` of none.
  package func percentile(_ share: Double) -> Int? {
    let total = count
    guard total > 0 else { return nil }
    var left = max(1, Int((Double(total) * share).rounded(.up)))
    for (bucket, count) in counts.sorted(by: { $0.key < $1.key }) {
      left -= count
      if left <= 0 { return Self.middle(of: bucket) }
    }
    return nil
  }

  static func bucket(of value: Int) -> Int {
    guard value >= parts else { return value }
    // The highest bit says which doubling, the four behind it which part of it.
    let shift = Int.bitWidth - 1 - value.leadingZeroBitCount - 4
    return (shift + 1) * parts + (value >> shift) - parts
  }

  static func middle(of bucket: Int) -> Int {
    guard bucket >= parts else { return bucket }
    let shift = bucket / parts - 1
    let start = (parts + bucket % parts) << shift
    return start + (1 << shift) / 2
  }

  /// `bucket:count` with commas between, in their order.
  package var text: String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: ",")
  }

  /// What is no pair of numbers is passed over.
  package init(text: String) {
    for pair in text.split(separator: ",") {
      let halves = pair.split(separator: ":")
      guard halves.count == 2, let bucket = Int(halves[0]), let count = Int(halves[1]), bucket >= 0, count > 0 else {
        continue
      }
      counts[bucket, default: 0] += count
    }
  }
}
