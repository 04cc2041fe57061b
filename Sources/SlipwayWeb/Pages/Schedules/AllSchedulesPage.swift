import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Everything of the organisation that happens by a schedule; and, for the owner of the server, what runs on it.
enum AllSchedulesPage: Page {
  static let path = "/schedules"

  static func html(_ request: PageRequest) async throws -> HTML {
    let found = try await request.desk.ask(ScheduleAll.self, NoInput())
    guard found.ownsServer else { return render(found, panel: [], request.context) }
    // With their histories.
    let panel = try await request.desk.ask(
      ScheduleList.self, ScheduleList.Input(id: request.context.viewer?.organizationID ?? "", scheduleType: .panel))
    return render(found, panel: panel, request.context)
  }

  static func render(_ found: ScheduleAll.Output, panel: [ScheduleRow], _ context: PageContext) -> HTML {
    let services = found.schedules.filter { $0.scheduleType != .panel }
    let body: HTML = """
      <div class="stack">\(of(services, context))\(when: found.ownsServer, server(panel, context))\
      \(when: !found.chores.isEmpty, chores(found.chores, context))</div>
      """
    return Layout.page(
      Screen(
        "Schedules", place: .schedules, crumbs: [Crumb("Schedules")],
        heading: pageHeading(
          "Schedules",
          sentence:
            "<span class=\"muted\">Commands that run by the clock. A service’s and a server’s own are made on its page.</span>",
          actions: found.ownsServer
            ? dialogButton("New job of the server", opens: ScheduleDialog.newID, icon: .plus) : nil),
        body: body),
      context)
  }

  private static func of(_ rows: [ScheduleRow], _ context: PageContext) -> HTML {
    guard !rows.isEmpty else {
      return emptyState(
        .clock, "No service has a schedule yet",
        "Open an application, a database, a compose stack or a server: its tab Schedules makes the first one.",
        action: linkButton("Projects", href: "/projects"))
    }
    return Card("Services and servers", isFlush: true).html(
      """
      <div class="list" id="service-schedules" data-behavior="live" data-topics="schedules">\
      \(each: rows, { item($0, context) })</div>
      """)
  }

  private static func item(_ row: ScheduleRow, _ context: PageContext) -> HTML {
    let base =
      row.service.map { "/\($0.kind.folder)/\($0.applicationId)/schedules" }
      ?? row.server.map { "\(ServersPage.path)/\($0.serverId)/schedules" } ?? path
    let place = [row.service?.environment?.project?.name, row.service?.environment?.name].compactMap(\.self)
    let last = row.deployments.first
    return """
      <article class="list-item"><div class="list-main"><div class="list-title"><a href="\(base)#schedule-\(row.scheduleId)">\(row.name)</a>\
      \(last.map { statusDot(ScheduleWords.tone($0.state), ScheduleWords.word($0)) })</div>\
      <div class="list-sub"><span>\(ScheduleWords.place(row))</span>\(when: !place.isEmpty, "<span>\(place.joined(separator: " / "))</span>")\
      <span>\(row.enabled ? ScheduleWords.rhythm(row.cronExpression, row.timezone) : "off")</span>\
      \(row.nextRuns.first.map { "<span>next \(moment($0, now: context.now))</span>" })</div></div></article>
      """
  }

  /// Jobs of the machine itself.
  private static func server(_ rows: [ScheduleRow], _ context: PageContext) -> HTML {
    let place = [(name: "scheduleType", value: ScheduleType.panel.rawValue)]
    let note: HTML = "Commands on the machine that Slipway runs on. Only the owner of this server sees them."
    return """
      \(when: rows.isEmpty, Card("This server", note: note).html("<p class=\"muted\">There are none.</p>"))\
      \(when: !rows.isEmpty, "<h2 class=\"section\">This server</h2>")\
      \(each: rows, { ScheduleCard(row: $0, context: context).html })\
      \(ScheduleDialog(context: context, place: place, isPanel: true).html)\
      \(each: rows, { ScheduleDialog(context: context, row: $0, place: place, isPanel: true).html })
      """
  }

  private static func chores(_ chores: [ScheduleAll.Chore], _ context: PageContext) -> HTML {
    Card("Slipway’s own work", note: "Backups, and drills that restore them for trial.", isFlush: true).html(
      "<div class=\"list\">\(each: chores, { chore($0, context) })</div>")
  }

  private static func chore(_ chore: ScheduleAll.Chore, _ context: PageContext) -> HTML {
    let title = (chore.kind == "drill" ? "Drill of " : "Backup of ") + chore.name
    let href = chore.service.map { "/\($0.kind.folder)/\($0.applicationId)/backups" } ?? PanelBackupsPage.path
    return """
      <article class="list-item"><div class="list-main"><div class="list-title"><a href="\(href)">\(title)</a></div>\
      <div class="list-sub"><span>\(chore.service?.name ?? "Slipway itself")</span>\
      <span>\(ScheduleWords.rhythm(chore.cronExpression, chore.timezone))</span>\
      <span>next \(moment(chore.nextRunAt, now: context.now))</span></div></div></article>
      """
  }
}
