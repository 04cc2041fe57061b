package import Foundation

/// Which part of a series is wanted: a span, and how fine.
package struct SeriesQuery: Sendable, Hashable {
  /// So many points at most.
  package static let most = 1500
  /// Seconds since 1970.
  package var span: Range<Int>
  package var points: Int

  package init(span: Range<Int>, points: Int = 360) {
    self.span = span
    self.points = min(Self.most, max(1, points))
  }

  /// - Parameter fields: `from` and `to` in seconds since 1970, `points`; the last hour without them.
  package init(_ fields: [(String, String)], now: Date) {
    func number(_ name: String) -> Int? { fields.first { $0.0 == name }.flatMap { Int($0.1) } }
    let end = min(max(number("to") ?? Int(now.timeIntervalSince1970) + 1, 1), 1 << 32)
    let start = min(max(number("from") ?? end - 3600, 0), end - 1)
    self.init(span: start..<end, points: number("points") ?? 360)
  }
}
