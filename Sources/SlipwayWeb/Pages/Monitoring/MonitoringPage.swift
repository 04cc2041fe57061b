import SlipwayAgent
import SlipwayCore
import SlipwayProcedures

/// What this machine uses, and which service uses how much of it.
enum MonitoringPage: Page {
  static let path = "/monitoring"

  static func html(_ request: PageRequest) async throws -> HTML {
    let span = UsageSpan(request.query, now: request.context.now)
    let history = try await request.desk.askIfAllowed(
      MonitoringHistory.self, .init(serviceId: nil, from: span.from, to: span.to, points: span.points))
    let rows = try await request.desk.ask(MonitoringOverview.self, NoInput())
    let servers = try await request.desk.askIfAllowed(MonitoringServers.self, NoInput()) ?? []
    let config = try await request.desk.ask(UserGetMetricsToken.self, NoInput())
    return render(
      Model(span: span, history: history, servers: servers, rows: rows, config: config), request.context)
  }

  /// What the page shows; without the machine's history for those who have only services here.
  struct Model: Sendable {
    var span: UsageSpan
    var history: MonitoringHistory.Output?
    var servers: [MonitoringServers.Row] = []
    var rows: [MonitoringOverview.Row]
    var config: UserGetMetricsToken.Output
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let machine = model.history.map { history in
      history.isMeasured || !history.samples.time.isEmpty
        ? UsageView(
          history: history, span: model.span, base: path,
          stream: "/listen-docker-stats-monitoring?appName=\(ApplicationReadAppMonitoring.machine)",
          topics: "organization", isMachine: true, now: context.now
        ).html : off(model)
    }
    let rules: HTML? =
      model.history == nil ? nil : MonitoringRulesCard(config: model.config.metricsConfig, context: context).html
    return Layout.page(
      Screen(
        "Monitoring", place: .monitoring, crumbs: [Crumb("Monitoring")],
        body:
          "<div class=\"page-body\">\(machine)\(MonitoredServers(rows: model.servers, now: context.now).html)\(services(model.rows))\(rules)</div>"
      ), context)
  }

  private static func off(_ model: Model) -> HTML {
    emptyState(
      .activity, "Nothing is measured",
      model.config.enabledFeatures
        ? "Measuring begins within seconds of a start. If it does not, see the log for why."
        : "Slipway was started with --monitoring off. Start it without, or run slipway agent beside it.",
      action: linkButton("Look again", href: path))
  }

  private static func services(_ rows: [MonitoringOverview.Row]) -> HTML {
    let columns: [Table.Column] = [
      .init("Service"), .init("Containers", isNumber: true), .init("Processor", isNumber: true),
      .init("Memory", isNumber: true), .init("Network", isNumber: true), .init("Disk access", isNumber: true),
    ]
    let card = Card("What runs", note: "The busiest first, as it was when this page was made.")
    guard !rows.isEmpty else {
      return card.html("<p class=\"none-found\">Nothing that you may see runs here now.</p>")
    }
    return card.html(
      Table(caption: "What runs", columns: columns).html(
        rows.map { row in
          [
            name(row), "\(row.containers)", "\(percent(row.cpuPercent)) of a core",
            "\(BackupWords.bytes(row.memory))", "\(BackupWords.bytes(row.networkIn + row.networkOut))/s",
            "\(BackupWords.bytes(row.blockRead + row.blockWrite))/s",
          ]
        }))
  }

  private static func name(_ row: MonitoringOverview.Row) -> HTML {
    let notes = [row.serviceId == nil ? "not of a project" : nil, row.serverName.map { "on \($0)" }].compactMap(
      \.self)
    let note: HTML? = notes.isEmpty ? nil : " <span class=\"muted\">\(notes.joined(separator: ", "))</span>"
    guard let id = row.serviceId, let kind = row.kind else { return "<span>\(row.name)\(note)</span>" }
    return "<span><a class=\"link\" href=\"/\(kind.folder)/\(id)/metrics\">\(row.name)</a>\(note)</span>"
  }

  private static func percent(_ value: Double) -> String {
    "\(Amounts.plain((value * 10).rounded() / 10)) %"
  }
}
