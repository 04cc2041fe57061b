import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// One run of a schedule: how it stands, what it came to, what it wrote.
enum ScheduleRunPage: Page {
  static let path = "/schedules/runs/:scheduleRun"

  static func html(_ request: PageRequest) async throws -> HTML {
    let detail = try await request.desk.ask(ScheduleRunOne.self, ScheduleRunInput(runId: request.id("scheduleRun")))
    return render(detail, request.context)
  }

  static func render(_ detail: ScheduleRunDetail, _ context: PageContext) -> HTML {
    let (run, schedule) = (detail.run, detail.more.schedule)
    let body: HTML = """
      <div class="stack" id="run" data-behavior="live" data-topics="run:\(run.deploymentId)">\
      \(result(run))\(Card().html(keyValue(facts(detail, context))))</div>\(log(run))
      """
    return Layout.page(
      Screen(
        "\(schedule.name) · \(run.title)", place: place(schedule),
        crumbs: crumbs(detail), heading: heading(detail, context), body: body),
      context)
  }

  private static func place(_ schedule: ScheduleRow) -> Navigation {
    schedule.service != nil ? .projects : schedule.server != nil ? .servers : .schedules
  }

  private static func crumbs(_ detail: ScheduleRunDetail) -> [Crumb] {
    let schedule = detail.more.schedule
    if let server = schedule.server {
      let base = "\(ServersPage.path)/\(server.serverId)"
      return [
        Crumb("Servers", ServersPage.path), Crumb(server.name, base), Crumb("Schedules", base + "/schedules"),
        Crumb(schedule.name), Crumb(detail.run.title),
      ]
    }
    guard let service = schedule.service else {
      return [Crumb("Schedules", AllSchedulesPage.path), Crumb(schedule.name), Crumb(detail.run.title)]
    }
    let environment = "/environments/\(service.environmentId)"
    let base = "/\(service.kind.folder)/\(service.applicationId)"
    return [
      Crumb("Projects", "/projects"), Crumb(service.environment?.project?.name ?? "Project", environment),
      Crumb(service.environment?.name ?? "Environment", environment), Crumb(service.name, base),
      Crumb("Schedules", base + "/schedules"), Crumb(schedule.name),
    ]
  }

  private static func heading(_ detail: ScheduleRunDetail, _ context: PageContext) -> HTML {
    let (run, schedule) = (detail.run, detail.more.schedule)
    let cancel = PostForm("schedule.cancelRun", context, hidden: [("runId", run.deploymentId.rawValue)])
    let canCancel = !run.state.isFinal && !run.isCancelRequested
    let again = PostForm(
      "schedule.runManually", context, hidden: [("scheduleId", schedule.scheduleId.rawValue), ("wait", "false")],
      next: "/schedules/runs/{deploymentId}")
    return """
      <div id="run-head" data-behavior="live" data-topics="run:\(run.deploymentId)">\
      \(pageHeading(
        schedule.name,
        sentence: """
        <span>\(run.title)</span>\(statusDot(ScheduleWords.tone(run.state), ScheduleWords.word(run)))\
        \(ScheduleWords.facts(run, now: context.now))
        """,
        actions: canCancel
          ? cancel.button("Cancel", .danger, icon: .stop)
          : run.state.isFinal ? again.button("Run again", icon: .play) : nil))</div>
      """
  }

  private static func result(_ run: ScheduleRunRow) -> HTML? {
    if let problem = run.errorMessage { return ErrorBox(title: "It failed", message: problem).html }
    return run.message.map { ErrorBox(title: ScheduleWords.word(run), message: $0, tone: .idle).html }
  }

  private static func facts(_ detail: ScheduleRunDetail, _ context: PageContext) -> [(String, HTML)] {
    let (run, schedule) = (detail.run, detail.more.schedule)
    var facts: [(String, HTML)] = [
      ("Command", "<pre class=\"command\">\(schedule.script ?? schedule.command)</pre>"),
      ("Read by", "\(ScheduleWords.shell(schedule.shellType))"), ("Where", "\(ScheduleWords.place(schedule))"),
    ]
    if let due = run.dueAt {
      let clock = ScheduleWords.clock(due, ZoneName.zone(schedule.timezone))
      facts.append(("Was due", "\(clock), \(schedule.timezone ?? "UTC")"))
    }
    if let code = run.exitCode { facts.append(("Exit code", "\(code)")) }
    if schedule.retries > 0, run.attempt > 0 {
      facts.append(("Attempt", "\(run.attempt) of \(schedule.retries + 1)"))
    }
    return facts
  }

  private static func log(_ run: ScheduleRunRow) -> HTML {
    LogView(
      id: "log", title: "Output",
      stream: "/listen-deployment?deploymentId=\(run.deploymentId.rawValue.percentEncoded)&times=1",
      fileName: "run-\(run.deploymentId).log",
      waiting: run.state.isFinal ? "This run wrote nothing." : "Waiting for the first line…"
    ).html
  }
}
