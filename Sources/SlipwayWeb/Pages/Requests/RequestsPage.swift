import SlipwayCore
import SlipwayProcedures

/// What the organisation's domains were asked: how often, how it ended, how long it took, and for what.
enum RequestsPage: Page {
  static let path = "/requests"

  static func html(_ request: PageRequest) async throws -> HTML {
    let hours = request.query["hours"].flatMap { Int($0) }
    let domain = request.query["domain"].flatMap { $0.isEmpty ? nil : ID<Domain>($0) }
    let input = SettingsRequestStatistics.Input(hours: hours, domainId: domain)
    let found = try await request.desk.ask(SettingsRequestStatistics.self, input)
    return render(Model(found: found, domain: domain), request.context)
  }

  /// What was counted, and of which domain it is shown.
  struct Model: Sendable {
    var found: SettingsRequestStatistics.Output
    /// `nil` is all of them.
    var domain: ID<Domain>?
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let found = model.found
    let body: HTML
    if found.domains.isEmpty, !found.isActive {
      body = emptyState(
        .globe, "Requests are not counted",
        found.mayChange
          ? "Switched on, the proxy writes an access log, and what your domains are asked is counted here. The proxy is started again for it: for a few seconds nothing answers."
          : "The owner of this server can switch it on.",
        action: found.mayChange ? toggle(true, context) : nil)
    } else {
      body = """
        \(choices(model))\(RequestCharts(found: found).html)\
        <div class="columns"><div class="stack">\(domains(model))</div><div class="stack">\(paths(found))</div></div>
        """
    }
    return Layout.page(
      Screen(
        "Requests", place: .requests, crumbs: [Crumb("Requests")],
        heading: pageHeading(
          "Requests", actions: found.isActive && found.mayChange ? toggle(false, context) : nil), body: body
      ).wide(.full), context)
  }

  private static func toggle(_ isOn: Bool, _ context: PageContext) -> HTML {
    var form = PostForm("settings.toggleRequests", context, hidden: [("enable", isOn ? "true" : "false")])
    form.question =
      isOn
      ? "The proxy is started again: for a few seconds nothing answers."
      : "The proxy is started again: for a few seconds nothing answers. What was counted stays for 30 days."
    return form.button(isOn ? "Count requests" : "Stop counting", isOn ? .primary : .quiet)
  }

  private static func choices(_ model: Model) -> HTML {
    let domain = model.domain.map { "&domain=\($0.rawValue.percentEncoded)" } ?? ""
    func span(_ choice: (hours: Int, title: String)) -> HTML {
      """
      <a href="\(path)?hours=\(choice.hours)\(domain)"\
      \(when: choice.hours == model.found.hours, " aria-current=\"true\"")>\(choice.title)</a>
      """
    }
    let spans = [(hours: 1, title: "Hour"), (24, "Day"), (168, "Week"), (720, "30 days")]
    let chosen = model.found.domains.first { $0.domainId == model.domain }
    return """
      <nav class="switcher" aria-label="Span">\(each: spans, span)\
      \(chosen.map { "<a href=\"\(path)?hours=\(model.found.hours)\" aria-current=\"true\">\($0.host) ×</a>" })</nav>
      """
  }

  private static func domains(_ model: Model) -> HTML {
    let found = model.found
    guard !found.domains.isEmpty else {
      return Card("Domains").html("<p class=\"muted\">No domain of yours was asked anything in this time.</p>")
    }
    let table = Table(
      caption: "Domains",
      columns: [
        .init("Domain"), .init("Requests", isNumber: true), .init("4xx", isNumber: true),
        .init("5xx", isNumber: true),
        .init("p50", isNumber: true), .init("p95", isNumber: true), .init("p99", isNumber: true),
      ])
    let rows = found.domains.map { domain -> [HTML] in
      let times = [domain.latency.p50, domain.latency.p95, domain.latency.p99]
      return [
        """
        <a class="link" href="\(path)?hours=\(found.hours)&amp;domain=\(domain.domainId.rawValue.percentEncoded)">\(domain.host)\
        \(when: domain.path != "/", "\(domain.path)")</a> <span class="muted">\(domain.serviceName)</span>
        """, "\(domain.classes.reduce(0, +))", "\(domain.classes[3])", "\(domain.classes[4])",
      ] + times.map { "\($0.map(RequestCharts.time) ?? "–")" }
    }
    return Card("Domains", isFlush: true).html(table.html(rows))
  }

  private static func paths(_ found: SettingsRequestStatistics.Output) -> HTML? {
    guard !found.paths.isEmpty else { return nil }
    let table = Table(caption: "Paths", columns: [.init("Path"), .init("Requests", isNumber: true)])
    return Card("Paths", note: "Those that were asked for most, without what follows a question mark.", isFlush: true)
      .html(table.html(found.paths.map { ["<code>\($0.path)</code>", "\($0.count)"] }))
  }
}
