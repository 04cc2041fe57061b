import Foundation
import SlipwayCore
import SlipwayProcedures

/// Requests drawn over time: how many, by how they ended, and how long they took.
struct RequestCharts {
  private static let (width, height) = (300.0, 90.0)
  private static let titles = ["1xx", "2xx", "3xx", "4xx", "5xx"]
  var found: SettingsRequestStatistics.Output

  var html: HTML {
    """
    <section class="usage requests" aria-label="Requests"><div class="usage-charts">\(counts)\(latencies)</div></section>
    """
  }

  private var counts: HTML {
    let most = Self.above(Double(found.points.map { $0.classes.reduce(0, +) }.max() ?? 0), least: 5)
    let shown = (0..<5).filter { found.classes[$0] > 0 }
    func legend(_ index: Int) -> HTML {
      "<span class=\"usage-series k\(index + 1)\">\(Self.titles[index])</span>"
    }
    return figure(
      "Requests", value: "\(Amounts.plain(Double(found.classes.reduce(0, +))))", legend: "\(each: shown, legend)",
      top: "\(Amounts.plain(most)) in \(stepWords)",
      "\(each: found.points.enumerated(), { bar($0.offset, $0.element, most) })")
  }

  private func bar(_ index: Int, _ point: SettingsRequestStatistics.Point, _ most: Double) -> HTML {
    guard point.classes.contains(where: { $0 > 0 }) else { return "" }
    let width = Self.width / Double(found.points.count)
    var top = Self.height
    let parts = point.classes.enumerated().filter { $0.element > 0 }.map { item -> HTML in
      let height = Double(item.element) / most * (Self.height - 4)
      top -= height
      return """
        <rect class="k\(item.offset + 1)" x="\(Self.number(Double(index) * width))" y="\(Self.number(top))" \
        width="\(Self.number(width * 0.85))" height="\(Self.number(height))"></rect>
        """
    }
    let words = point.classes.enumerated().filter { $0.element > 0 }.map { "\(Self.titles[$0.offset]) \($0.element)" }
    return """
      <g>\(each: parts, { $0 })<title>\(point.start.formatted(.iso8601)): \(words.joined(separator: ", "))</title></g>
      """
  }

  private var latencies: HTML {
    let series = [\SettingsRequestStatistics.Latency.p50, \.p95, \.p99]
    let all = found.points.map(\.latency)
    let most = Self.above(all.compactMap(\.p99).max() ?? 0, least: 10)
    func line(_ item: (offset: Int, element: KeyPath<SettingsRequestStatistics.Latency, Double?>)) -> HTML {
      "\(each: runs(all.map { $0[keyPath: item.element] }, most), { path($0, item.offset + 1) })"
    }
    let value = found.latency.p95.map { "\(Self.time($0)) at p95" } ?? "–"
    return figure(
      "How long they took", value: value,
      legend: """
        <span class="usage-series">p50</span><span class="usage-series s2">p95</span><span class="usage-series s3">p99</span>
        """, top: Self.time(most), "\(each: series.enumerated(), line)")
  }

  private func path(_ points: [String], _ number: Int) -> HTML {
    "<polyline class=\"s\(number)\" points=\"\(points.joined(separator: " "))\"></polyline>"
  }

  /// Points that follow each other; where nothing was asked there is no line.
  private func runs(_ values: [Double?], _ most: Double) -> [[String]] {
    let width = Self.width / Double(max(1, values.count))
    var runs: [[String]] = [[]]
    for (index, value) in values.enumerated() {
      guard let value else {
        if runs.last?.isEmpty == false { runs.append([]) }
        continue
      }
      let y = Self.height - 2 - min(1, value / most) * (Self.height - 6)
      let x = Double(index) * width
      runs[runs.count - 1] += [x, x + width * 0.85].map { "\(Self.number($0)),\(Self.number(y))" }
    }
    return runs.filter { !$0.isEmpty }
  }

  private func figure(_ title: String, value: String, legend: HTML, top: String, _ drawn: HTML) -> HTML {
    """
    <figure class="card usage-chart"><figcaption><h2>\(title)</h2><strong>\(value)</strong>\
    <span class="usage-legend">\(legend)</span></figcaption><p class="usage-scale">\(top)</p>\
    <svg viewBox="0 0 300 90" preserveAspectRatio="none" role="img" aria-label="\(title)">\(drawn)</svg>\
    <p class="usage-scale end">the last \(spanWords)</p></figure>
    """
  }

  private var stepWords: String { TimeWords.elapsed(Double(found.step)) }
  private var spanWords: String {
    switch found.hours {
    case 1: "hour"
    case 24: "day"
    case 168: "week"
    default: "30 days"
    }
  }

  /// `850 µs`, `12 ms`, `1.4 s`.
  static func time(_ milliseconds: Double) -> String {
    switch milliseconds {
    case ..<1: "\(Int((milliseconds * 1000).rounded())) µs"
    case ..<10: String(format: "%.1f ms", milliseconds)
    case ..<1000: "\(Int(milliseconds.rounded())) ms"
    default: String(format: "%.1f s", milliseconds / 1000)
    }
  }

  private static func number(_ value: Double) -> String { String(format: "%.2f", value) }

  /// The next round number above: 1, 2 or 5 with zeros behind it.
  static func above(_ value: Double, least: Double) -> Double {
    let wanted = max(value, least)
    let power = pow(10, log10(wanted).rounded(.down))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= wanted } ?? wanted
  }
}
