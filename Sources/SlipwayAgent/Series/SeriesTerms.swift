/// What a series says of itself in its file: how often it is measured, and how long it is told of.
package struct SeriesTerms: Sendable, Hashable {
  /// Bytes of the head of a file before them, and theirs.
  static let (offset, size) = (32, 8)

  /// Seconds between two samples.
  package var interval: Int
  /// Days.
  package var retention: Int

  package init(interval: Int = 1, retention: Int = SeriesLayout.longestDays) {
    self.interval = interval
    self.retention = retention
  }

  /// - Parameter bytes: of a file; zeroes are of one from before there were any.
  init(_ bytes: [UInt8]) {
    func number(_ place: Int) -> Int {
      bytes.count < place + 4 ? 0 : (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    interval = min(3600, max(1, number(0)))
    retention = (1...SeriesLayout.longestDays).contains(number(4)) ? number(4) : SeriesLayout.longestDays
  }

  var bytes: [UInt8] { [interval, retention].flatMap { value in (0..<4).map { UInt8(value >> (8 * $0) & 255) } } }

  /// The oldest second that is told of.
  func oldest(now: Int) -> Int { now - retention * 86_400 }
}
