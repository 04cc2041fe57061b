import Foundation

/// A point in time, as people say it; the exact one is in the `title`, and the browser puts it in the viewer's zone.
func moment(_ date: Date, now: Date) -> HTML {
  let exact = date.formatted(.iso8601)
  return """
    <time class="moment" datetime="\(exact)" title="\(exact)" data-behavior="moment">\
    \(TimeWords.relative(date, now: now))</time>
    """
}

/// Spans of time in words.
enum TimeWords {
  /// `just now`, `4 min ago`, `in 3 days`.
  static func relative(_ date: Date, now: Date) -> String {
    let seconds = Int(now.timeIntervalSince(date).rounded())
    if abs(seconds) < 10 { return "just now" }
    let amount = coarse(abs(seconds))
    return seconds > 0 ? "\(amount) ago" : "in \(amount)"
  }

  /// The time something took: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 4 min`.
  static func elapsed(_ seconds: TimeInterval) -> String {
    if seconds < 0.05 { return "0 s" }
    if seconds < 10, seconds != seconds.rounded() { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  private static func coarse(_ seconds: Int) -> String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min"
    case ..<86_400: "\(seconds / 3600) h"
    case ..<(86_400 * 2): "1 day"
    case ..<(86_400 * 60): "\(seconds / 86_400) days"
    case ..<(86_400 * 730): "\(seconds / (86_400 * 30)) months"
    default: "\(seconds / (86_400 * 365)) years"
    }
  }
}
