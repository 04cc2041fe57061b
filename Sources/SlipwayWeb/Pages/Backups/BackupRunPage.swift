import SlipwayCore
import SlipwayProcedures

/// One backup, restore or drill: how it stands, what it came to, its log.
enum BackupRunPage: Page {
  static let path = "/backups/runs/:run"

  static func html(_ request: PageRequest) async throws -> HTML {
    let run = try await request.desk.ask(BackupRunOne.self, BackupRunInput(runId: request.id("run")))
    return render(run, request.context)
  }

  static func render(_ run: BackupRunRow, _ context: PageContext) -> HTML {
    let body: HTML = """
      <div class="stack" id="run" data-behavior="live" data-topics="run:\(run.deploymentId)">\
      \(result(run))\(Card().html(keyValue(facts(run, context))))</div>\(log(run))
      """
    return Layout.page(
      Screen(
        run.title, place: nil, crumbs: [Crumb("Backups"), Crumb(run.title)], heading: heading(run, context),
        body: body),
      context)
  }

  private static func heading(_ run: BackupRunRow, _ context: PageContext) -> HTML {
    let cancel = PostForm("backup.cancelRun", context, hidden: [("runId", run.deploymentId.rawValue)])
    let canCancel = !run.state.isFinal && !run.isCancelRequested
    return """
      <div id="run-head" data-behavior="live" data-topics="run:\(run.deploymentId)">\
      \(pageHeading(
        run.title,
        sentence: """
        \(statusDot(BackupWords.tone(run.state), BackupWords.word(run)))\(BackupWords.facts(run, now: context.now))
        """,
        actions: canCancel ? cancel.button("Cancel", .danger, icon: .stop) : nil))</div>
      """
  }

  private static func result(_ run: BackupRunRow) -> HTML? {
    if let problem = run.errorMessage { return ErrorBox(title: "It failed", message: problem).html }
    return run.message.map { "<p>\($0)</p>" }
  }

  private static func facts(_ run: BackupRunRow, _ context: PageContext) -> [(String, HTML)] {
    var facts: [(String, HTML)] = [("File", "<code>\(run.objectKey)</code>")]
    if let size = run.size { facts.append(("Size", "\(BackupWords.bytes(size))")) }
    if let digest = run.sha256 { facts.append(("SHA-256", "<code>\(digest)</code>")) }
    if run.kind == .backup, run.state == .done {
      facts.append(("In the destination", run.isStored ? "yes" : "no: newer ones took its place"))
    }
    return facts
  }

  private static func log(_ run: BackupRunRow) -> HTML {
    LogView(
      id: "log", title: "Log",
      stream: "/listen-deployment?deploymentId=\(run.deploymentId.rawValue.percentEncoded)",
      fileName: "run-\(run.deploymentId).log",
      waiting: run.state.isFinal ? "This run wrote nothing." : "Waiting for the first line…"
    ).html
  }
}
