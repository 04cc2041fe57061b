import SlipwayAnswers
import FoundationEssentials
import SlipwayCore
import SlipwayProcedures

/// The parts of an overview that services of all kinds have.
enum ServiceParts {
  /// The last deployment with its steps; `nil` before the first.
  static func latest(_ frame: any ServiceFrame, _ desk: Desk) async throws -> DeploymentDetail? {
    guard let latest = frame.facts.deployments.first else { return nil }
    return try await desk.find(DeploymentOne.self, DeploymentInput(deploymentId: latest.deploymentId))
  }

  static func latest(_ detail: DeploymentDetail, _ context: PageContext) -> HTML {
    let row = detail.deployment
    let href = "/deployments/\(row.deploymentId)"
    let evidence = row.state == .error ? detail.more.evidence.map { EvidenceView.brief($0) } : nil
    let steps = StepBar(times: detail.more.steps, status: row.state, now: context.now).html
    return Card(
      "Last deployment", actions: linkButton("Open", href: href, .quiet),
      tone: row.state == .error ? .failed : row.state == .running ? .working : nil
    ).html(
      """
      <div class="deploy-block"><div class="deploy-line"><a class="deploy-title" href="\(href)">\(row.title)</a>\
      \(statusDot(StatusWords.tone(row.state), StatusWords.word(row.state)))\
      \(DeploymentSummary(deployment: row, now: context.now).facts)</div>\(evidence)\(steps)</div>
      """)
  }

  static func tasks(_ frame: any ServiceFrame, _ context: PageContext) -> HTML? {
    guard let observed = frame.observed, !observed.tasks.isEmpty else { return nil }
    let columns = taskColumns(observed, context)
    let rows = observed.tasks.map { task in columns.map { $0.cell(task) } }
    let table = Table(caption: "Tasks", columns: columns.map { Table.Column($0.title) })
    return Card("Tasks", note: "\(observed.wanted) wanted, \(observed.running) running").html(table.html(rows))
  }

  /// A column and what a task shows in it.
  private typealias TaskColumn = (title: String, cell: (ObservedService.Task) -> HTML)

  private static func taskColumns(_ observed: ObservedService, _ context: PageContext) -> [TaskColumn] {
    var columns: [TaskColumn] = [("Task", { "<strong>Task \($0.slot)</strong>" }), ("State", state)]
    if observed.tasks.contains(where: { $0.message != nil }) {
      columns.append(("Docker says", { "\($0.message ?? "")" }))
    }
    columns.append(("Since", { $0.since.map { moment($0, now: context.now) } ?? "" }))
    return columns
  }

  private static func state(_ task: ObservedService.Task) -> HTML {
    statusDot(task.isRunning ? .good : task.message == nil ? .idle : .failed, task.state.capitalized)
  }

  static func output(_ lines: [String], _ frame: any ServiceFrame) -> HTML? {
    guard !lines.isEmpty else { return nil }
    return LogView(
      id: "last-lines", title: "Last lines", lines: lines, fileName: "\(frame.facts.appName).log",
      isShort: true, link: linkButton("Live log", href: frame.base + "/logs", .quiet)
    ).html
  }
}
