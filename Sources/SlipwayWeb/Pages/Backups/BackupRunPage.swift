import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// One backup, restore or drill: how it stands, what it came to, its log.
enum BackupRunPage: Page {
  static let path = "/backups/runs/:run"

  static func html(_ request: PageRequest) async throws -> HTML {
    let detail = try await request.desk.ask(BackupRunOne.self, BackupRunInput(runId: request.id("run")))
    return render(detail, request.context)
  }

  static func render(_ detail: BackupRunDetail, _ context: PageContext) -> HTML {
    let run = detail.run
    let body: HTML = """
      <div class="stack" id="run" data-behavior="live" data-topics="run:\(run.deploymentId)">\
      \(result(run))\(Card().html(keyValue(facts(detail))))</div>\(log(run))
      """
    return Layout.page(
      Screen(
        run.title, place: detail.more.service == nil ? .backups : .projects, crumbs: crumbs(detail),
        heading: heading(detail, context), body: body),
      context)
  }

  private static func crumbs(_ detail: BackupRunDetail) -> [Crumb] {
    guard let service = detail.more.service else {
      return [Crumb("Settings"), Crumb("Backups of Slipway", PanelBackupsPage.path), Crumb(detail.run.title)]
    }
    let environment = "/environments/\(service.environmentId)"
    return [
      Crumb("Projects", "/projects"), Crumb(service.environment?.project?.name ?? "Project", environment),
      Crumb(service.environment?.name ?? "Environment", environment), Crumb(service.name, address(of: service)),
      Crumb("Backups", address(of: service) + "/backups"), Crumb(detail.run.title),
    ]
  }

  private static func address(of service: ApplicationLink) -> String {
    "/\(service.kind.folder)/\(service.applicationId)"
  }

  private static func heading(_ detail: BackupRunDetail, _ context: PageContext) -> HTML {
    let run = detail.run
    let cancel = PostForm("backup.cancelRun", context, hidden: [("runId", run.deploymentId.rawValue)])
    let canCancel = !run.state.isFinal && !run.isCancelRequested
    let service = detail.more.service.map { "<a class=\"link\" href=\"\(address(of: $0))\">\($0.name)</a>" as HTML }
    return """
      <div id="run-head" data-behavior="live" data-topics="run:\(run.deploymentId)">\
      \(pageHeading(
        run.title,
        sentence: """
        \(service)\(statusDot(BackupWords.tone(run.state), BackupWords.word(run)))\
        \(BackupWords.facts(run, now: context.now))
        """,
        actions: canCancel ? cancel.button("Cancel", .danger, icon: .stop) : nil))</div>
      """
  }

  private static func result(_ run: BackupRunRow) -> HTML? {
    if let problem = run.errorMessage { return ErrorBox(title: "It failed", message: problem).html }
    return run.message.map { ErrorBox(title: BackupWords.word(run), message: $0, tone: .idle).html }
  }

  private static func facts(_ detail: BackupRunDetail) -> [(String, HTML)] {
    let run = detail.run
    // One that did not begin has none.
    var facts: [(String, HTML)] = run.objectKey.isEmpty ? [] : [("File", "<code>\(run.objectKey)</code>")]
    if let size = run.size { facts.append(("Size", "\(BackupWords.bytes(size))")) }
    if let digest = run.sha256 { facts.append(("SHA-256", "<code>\(digest)</code>")) }
    if run.kind == .backup, run.state == .done {
      facts.append(("In the destination", run.isStored ? "yes" : "no: newer ones took its place"))
    }
    if run.kind == .restore, let service = detail.more.service {
      facts.append(("Into", "<a class=\"link\" href=\"\(address(of: service))\">\(service.name)</a>"))
    }
    return facts
  }

  private static func log(_ run: BackupRunRow) -> HTML {
    LogView(
      id: "log", title: "Log",
      stream: "/listen-deployment?deploymentId=\(run.deploymentId.rawValue.percentEncoded)&times=1",
      fileName: "run-\(run.deploymentId).log",
      waiting: run.state.isFinal ? "This run wrote nothing." : "Waiting for the first line…"
    ).html
  }
}
