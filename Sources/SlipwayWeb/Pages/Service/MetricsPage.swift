import SlipwayCore
import SlipwayProcedures

/// What a service's containers use now, drawn as it changes.
enum MetricsPage<Frame: ServiceFrame>: Page {
  static var path: String { Frame.path + "/metrics" }

  static func html(_ request: PageRequest) async throws -> HTML {
    render(try await Frame.load(request, observing: true), request.context)
  }

  static func render(_ frame: Frame, _ context: PageContext) -> HTML {
    let body: HTML =
      frame.containers.isEmpty
      ? emptyState(
        .activity, "Nothing runs", "What its containers use is drawn here while they run.",
        action: linkButton("Open the overview", href: frame.base))
      : UsageView(service: frame.id.rawValue, containers: frame.containers.count).html
    return Layout.page(frame.screen("Metrics", tab: "/metrics", context, body: body), context)
  }
}

/// Four charts that move: processor, memory, network, disk.
struct UsageView {
  var service: String
  var containers: Int

  var html: HTML {
    """
    <section class="usage" data-behavior="usage" aria-label="What it uses" \
    data-stream="/listen-docker-stats-monitoring?serviceId=\(service.percentEncoded)">\
    <p class="usage-note"><span class="log-state" data-usage-state aria-live="polite">Connecting…</span>\
    <span class="muted">Counted as docker stats does, for \(containers == 1 ? "its container" : "its \(containers) containers together"), \
    while this page is open.</span></p>\
    <div class="usage-charts">\(chart("cpu", "Processor", ["of one core"]))\(chart("memory", "Memory", ["in use"]))\
    \(chart("network", "Network", ["in", "out"]))\(chart("block", "Disk", ["read", "written"]))</div></section>
    """
  }

  private func chart(_ name: String, _ title: String, _ series: [String]) -> HTML {
    func legend(_ item: (offset: Int, element: String)) -> HTML {
      "<span class=\"usage-series s\(item.offset + 1)\">\(item.element)</span>"
    }
    return """
      <figure class="card usage-chart" data-usage-chart="\(name)"><figcaption><h2>\(title)</h2>\
      <strong data-usage-value>–</strong><span class="usage-legend">\(each: series.enumerated(), legend)</span></figcaption>\
      <p class="usage-scale" data-usage-top></p>\
      <svg viewBox="0 0 300 90" preserveAspectRatio="none" role="img" aria-label="\(title) of the last two minutes"></svg>\
      <p class="usage-scale end">the last two minutes</p></figure>
      """
  }
}
