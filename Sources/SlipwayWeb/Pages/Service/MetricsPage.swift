import SlipwayAgent
import SlipwayCore
import SlipwayProcedures

/// What a service's containers use and have used.
enum MetricsPage<Frame: ServiceFrame>: Page {
  static var path: String { Frame.path + "/metrics" }

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await Frame.load(request, observing: true)
    let span = UsageSpan(request.query, now: request.context.now)
    let history = try await request.desk.ask(
      MonitoringHistory.self, .init(serviceId: frame.id, from: span.from, to: span.to, points: span.points))
    return render(frame, history, span, request.context)
  }

  static func render(
    _ frame: Frame, _ history: MonitoringHistory.Output, _ span: UsageSpan, _ context: PageContext
  ) -> HTML {
    let body: HTML =
      frame.containers.isEmpty && history.samples.time.isEmpty && span == UsageSpan([:], now: context.now)
      ? emptyState(
        .activity, "Nothing runs", "What its containers use is drawn here from when they run on.",
        action: linkButton("Open the overview", href: frame.base))
      : UsageView(
        history: history, span: span, base: frame.base + "/metrics",
        stream: "/listen-docker-stats-monitoring?serviceId=\(frame.id.rawValue.percentEncoded)",
        topics: "application:\(frame.id)", now: context.now
      ).html
    return Layout.page(frame.screen("Metrics", tab: "/metrics", context, body: body), context)
  }
}
