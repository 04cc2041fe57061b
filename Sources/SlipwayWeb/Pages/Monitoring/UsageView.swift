import SlipwayAnswers
import Foundation
import SlipwayAgent
import SlipwayCore
import SlipwayProcedures

/// Charts of what a machine or a service uses: the past from what was measured, and the present as it moves.
struct UsageView {
  /// What one chart draws.
  private struct Chart {
    var name: String
    var title: String
    var series: [String]
  }

  var history: MonitoringHistory.Output
  var span: UsageSpan
  /// The address of the page.
  var base: String
  /// Where the present comes from.
  var stream: String
  /// What the deployments on the time line follow.
  var topics: String
  var isMachine = false
  var now: Date

  var html: HTML {
    """
    <section class="usage" data-behavior="usage" aria-label="What it uses" data-stream="\(isLive ? stream : "")" \
    data-from="\(from)" data-to="\(history.to)" data-base="\(base)" data-usage-history="\(columns)">\
    <div class="usage-head">\(ranges)<p class="usage-note"><span class="log-state" data-usage-state aria-live="polite">\
    \(isLive ? "Connecting…" : "Past")</span><output data-usage-at></output><span class="muted">\(note)</span></p></div>\
    <div class="usage-charts">\(each: charts, chart)</div>\(marks)</section>
    """
  }

  /// Without an agent there is what comes while somebody looks.
  private var from: Int { history.isMeasured || history.problem != nil ? history.from : history.to - 120 }
  private var isLive: Bool { history.to >= Int(now.timeIntervalSince1970) - 5 }

  /// Numbers, as the behaviour reads them.
  private var columns: String {
    (try? WireOutput.encode(history.samples)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private var note: HTML {
    if let problem = history.problem {
      let since: HTML? = history.awaySince.map {
        " Since \(moment(Date(timeIntervalSince1970: Double($0)), now: now)) nothing is known."
      }
      return "\(problem)\(since)"
    }
    guard history.isMeasured else {
      return "Nothing is measured here all the time; this is what is used while the page is open."
    }
    return history.samples.time.isEmpty
      ? "Nothing was measured in this span." : "Drag over a chart to look closer, or use the arrow keys, + and −."
  }

  private var ranges: HTML {
    func link(_ range: UsageSpan.Range) -> HTML {
      """
      <a href="\(base)?range=\(range.rawValue)"\(when: range == span.range, " aria-current=\"true\"")>\(range.title)</a>
      """
    }
    let picked: HTML? =
      span.range == nil
      ? "<a href=\"\(base)\" aria-current=\"true\" title=\"Back to the present\">Picked ×</a>" : nil
    return """
      <nav class="usage-ranges" aria-label="Span of time">\(each: UsageSpan.Range.allCases, link)\(picked)</nav>
      """
  }

  private var charts: [Chart] {
    let traffic = [
      Chart(name: "network", title: "Network", series: ["in", "out"]),
      Chart(name: "block", title: "Disk access", series: ["read", "written"]),
    ]
    let memory = Chart(name: "memory", title: "Memory", series: ["in use", "page cache"])
    guard isMachine else {
      return [Chart(name: "cpu", title: "Processor", series: ["of one core"]), memory] + traffic
    }
    return [
      Chart(name: "cpu", title: "Processor", series: ["of all cores"]), memory,
      Chart(name: "room", title: "Disk", series: ["in use"]),
    ] + traffic
  }

  private func chart(_ chart: Chart) -> HTML {
    func legend(_ item: (offset: Int, element: String)) -> HTML {
      "<span class=\"usage-series s\(item.offset + 1)\">\(item.element)</span>"
    }
    return """
      <figure class="card usage-chart" data-usage-chart="\(chart.name)"><figcaption><h2>\(chart.title)</h2>\
      <strong data-usage-value>–</strong><span class="usage-legend">\(each: chart.series.enumerated(), legend)</span>\
      </figcaption><p class="usage-scale" data-usage-top></p>\
      <svg viewBox="0 0 300 90" preserveAspectRatio="none" role="img" tabindex="0" aria-label="\(chart.title) over time"></svg>\
      <p class="usage-scale end"><span data-usage-from></span><span data-usage-to></span></p></figure>
      """
  }

  /// The deployments of the span: lines on the charts, and links below.
  private var marks: HTML {
    func mark(_ item: MonitoringHistory.Mark) -> HTML {
      let time = Date(timeIntervalSince1970: Double(item.time))
      return """
        <li data-usage-mark="\(item.time)" data-tone="\(item.state == .error ? "failed" : "good")">\
        \(statusDot(StatusWords.tone(item.state), StatusWords.word(item.state)))\
        <a class="link" href="/deployments/\(item.deploymentId)">\(item.title)</a>\(moment(time, now: now))</li>
        """
    }
    let title: HTML = history.deployments.isEmpty ? "" : "<h2>Deployments in this span</h2>"
    return """
      <div id="usage-marks" class="usage-marks" data-behavior="live" data-topics="\(topics)">\(title)\
      <ul>\(each: history.deployments.sorted { $0.time > $1.time }.prefix(50), mark)</ul></div>
      """
  }
}
