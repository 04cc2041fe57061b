import FoundationEssentials
import SlipwayCore
import SlipwayProcedures

/// An application at a glance: from here alone a new user can run it.
enum OverviewPage: Page {
  static let path = "/applications/:application"

  static func html(_ request: PageRequest) async throws -> HTML {
    var model = Model(frame: try await ApplicationFrame.load(request))
    if let latest = model.frame.detail.deployments.first {
      let input = DeploymentInput(deploymentId: latest.deploymentId)
      model.latest = await request.desk.find(DeploymentOne.self, input)
    }
    model.log = await ApplicationFrame.lastLines(model.frame, request.desk)
    return render(model, request.context)
  }

  /// The application, its last deployment and its last words.
  struct Model: Sendable {
    var frame: ApplicationFrame
    var latest: DeploymentDetail?
    var log: [String] = []
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let body: HTML = """
      <div class="page-body" id="overview" data-behavior="live" data-topics="application:\(frame.id)">\
      \(frame.problem.map { ErrorBox(title: "The next deployment would be refused", message: $0, tone: .warning).html })\
      \(model.latest.map { latest($0, frame, context) } ?? first(frame))\
      <div class="columns"><div class="stack">\(tasks(frame, context))\(output(model))</div>\
      <div class="stack">\(facts(frame))</div></div></div>
      """
    return Layout.page(frame.screen("Overview", tab: "", context, body: body), context)
  }

  private static func first(_ frame: ApplicationFrame) -> HTML {
    emptyState(
      .rocket, "Ready for its first deployment",
      isConfigured(frame.application)
        ? "Deploy fetches the source, builds it, starts it and gives it its address."
        : "Say where the code or the image comes from, then deploy.",
      action: isConfigured(frame.application)
        ? nil : linkButton("Set the source", href: frame.base + "/source", .primary))
  }

  static func isConfigured(_ application: ApplicationRow) -> Bool {
    switch application.source.sourceType {
    case .docker: application.source.dockerImage?.isEmpty == false
    case .drop: false
    default: application.source.customGitUrl?.isEmpty == false
    }
  }

  private static func latest(_ detail: DeploymentDetail, _ frame: ApplicationFrame, _ context: PageContext) -> HTML {
    let row = detail.deployment
    let href = "/deployments/\(row.deploymentId)"
    let evidence = row.state == .error ? detail.more.evidence.map { EvidenceView.line($0) } : nil
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

  private static func tasks(_ frame: ApplicationFrame, _ context: PageContext) -> HTML? {
    guard let observed = frame.observed, !observed.tasks.isEmpty else { return nil }
    let rows = observed.tasks.map { task -> [HTML] in
      [
        "<strong>Task \(task.slot)</strong>",
        statusDot(task.isRunning ? .good : task.message == nil ? .idle : .failed, task.state.capitalized),
        "\(task.message ?? "")",
        task.since.map { moment($0, now: context.now) } ?? "",
      ]
    }
    let table = Table(
      caption: "Tasks", columns: [.init("Task"), .init("State"), .init("Docker says"), .init("Since")])
    return Card("Tasks", note: "\(observed.wanted) wanted, \(observed.running) running").html(table.html(rows))
  }

  private static func output(_ model: Model) -> HTML? {
    guard !model.log.isEmpty else { return nil }
    return LogView(
      id: "last-lines", title: "Last lines", lines: model.log, fileName: "\(model.frame.application.appName).log",
      isShort: true, link: linkButton("Live log", href: model.frame.base + "/logs", .quiet)
    ).html
  }

  private static func facts(_ frame: ApplicationFrame) -> HTML {
    let application = frame.application
    let runtime = application.runtime
    var pairs: [(name: String, value: HTML)] = [
      ("Source", source(application)),
      ("Internal address", copyText(application.appName)),
      ("Replicas", "\(runtime.replicas)"),
    ]
    if let limit = RuntimeWords.memory(runtime.memoryLimit) { pairs.append(("Memory limit", "\(limit)")) }
    if let limit = RuntimeWords.cores(runtime.cpuLimit) { pairs.append(("CPU limit", "\(limit) cores")) }
    pairs.append(("Webhook deploys", application.autoDeploy ? "On" : "Off"))
    return Card("Service").html("<div class=\"facts-list\">\(keyValue(pairs))</div>")
  }

  private static func source(_ application: ApplicationRow) -> HTML {
    let source = application.source
    switch source.sourceType {
    case .docker: return "<code>\(source.dockerImage ?? "not set")</code>"
    case .drop: return "Uploaded zip"
    default:
      guard let url = source.customGitUrl, !url.isEmpty else { return "<span class=\"muted\">not set</span>" }
      return
        "<code>\(url)</code><br><span class=\"muted\">\(icon(.branch)) \(source.customGitBranch ?? "main")</span>"
    }
  }
}
