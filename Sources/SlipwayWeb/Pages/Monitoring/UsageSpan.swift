import Foundation

/// The span of time that charts show: one that ends now and moves on, or one that somebody has picked.
struct UsageSpan: Sendable, Hashable {
  /// One that ends now.
  enum Range: String, Sendable, CaseIterable {
    case minutes, hour, day, month

    var seconds: Int {
      switch self {
      case .minutes: 600
      case .hour: 3600
      case .day: 86_400
      case .month: 30 * 86_400
      }
    }

    var title: String {
      switch self {
      case .minutes: "10 min"
      case .hour: "Hour"
      case .day: "Day"
      case .month: "30 days"
      }
    }
  }

  /// `nil` of one that was picked.
  var range: Range?
  /// Seconds since 1970.
  var from: Int
  var to: Int

  /// How many samples are drawn at most: of minutes, every one.
  var points: Int { to - from <= 600 ? 600 : 360 }

  /// - Parameter query: `range`, or `from` and `to` in seconds since 1970; the last minutes without them.
  init(_ query: [String: String], now: Date) {
    let end = Int(now.timeIntervalSince1970) + 1
    if let from = query["from"].flatMap({ Int($0) }), let to = query["to"].flatMap({ Int($0) }), from < to, from >= 0,
      to - from <= 366 * 86_400
    {
      self.range = nil
      self.from = from
      self.to = to
    } else {
      let range = query["range"].flatMap { Range(rawValue: $0) } ?? .minutes
      self.range = range
      from = end - range.seconds
      to = end
    }
  }
}
