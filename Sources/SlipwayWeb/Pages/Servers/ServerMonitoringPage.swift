import Foundation
import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What a server's machine uses and has used, and how it is measured.
enum ServerMonitoringPage: Page {
  static let path = ServerDetailPage.path + "/monitoring"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await ServerFrame.load(request)
    let span = UsageSpan(request.query, now: request.context.now)
    let history = try await request.desk.ask(
      MonitoringHistory.self,
      .init(serviceId: nil, serverId: frame.server.serverId, from: span.from, to: span.to, points: span.points))
    let rules = try await request.desk.ask(ServerMonitoring.self, ServerInput(serverId: frame.server.serverId))
    return render(frame, history, rules, span)
  }

  static func render(
    _ frame: ServerFrame, _ history: MonitoringHistory.Output, _ rules: ServerMonitoring.Output, _ span: UsageSpan
  ) -> HTML {
    let (server, context) = (frame.server, frame.context)
    let card: HTML? =
      frame.mayChange && frame.isUsable
      ? MonitoringRulesCard(config: rules.metricsConfig, server: server.serverId, context: context).html : nil
    let charts: HTML =
      rules.isPlaced
      ? UsageView(
        history: history, span: span, base: frame.base + "/monitoring",
        stream: "/listen-docker-stats-monitoring?appName=\(ApplicationReadAppMonitoring.machine)"
          + "&serverId=\(server.serverId.rawValue.percentEncoded)",
        topics: "server:\(server.serverId)", isMachine: true, now: context.now
      ).html : off(frame, rules)
    let problem: HTML? =
      rules.isPlaced
      ? rules.problem.map {
        ErrorBox(title: "The agent is not as it should be", message: $0, tone: .warning).html
      } : nil
    return Layout.page(
      frame.screen(
        "Monitoring", tab: "/monitoring", body: "<div class=\"page-body\">\(problem)\(charts)\(card)</div>"),
      context)
  }

  private static func off(_ frame: ServerFrame, _ rules: ServerMonitoring.Output) -> HTML {
    let why =
      rules.problem
      ?? "Setting the server up puts an agent there: Slipway’s own program, which measures the machine and is asked over SSH."
    return emptyState(
      .activity, "Nothing is measured", why, action: linkButton("Open the overview", href: frame.base))
  }
}
