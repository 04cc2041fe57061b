import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// One deployment: its steps, why it failed, its log.
enum DeploymentPage: Page {
  static let path = "/deployments/:deployment"

  static func html(_ request: PageRequest) async throws -> HTML {
    let detail = try await request.desk.ask(
      DeploymentOne.self, DeploymentInput(deploymentId: request.id("deployment")))
    let link = detail.more.application
    let frame = try await ServiceFrames.load(link.kind, link.applicationId, request.desk)
    var model = Model(frame: frame, detail: detail)
    if detail.deployment.state == .error, link.kind != .database {
      let list = try await request.desk.ask(DeploymentAllByType.self, fields: frame.facts.history)
      let releases = list.compactMap(\.deployment?.relations.rollback)
      model.rollback = releases.contains(where: \.isCurrent) ? nil : releases.first
    }
    model.build =
      try await request.desk.find(
        DeploymentBuildReport.self, DeploymentInput(deploymentId: detail.deployment.deploymentId)) ?? nil
    return render(model, request.context)
  }

  /// The deployment and the service around it.
  struct Model: Sendable {
    var frame: any ServiceFrame
    var detail: DeploymentDetail
    /// The newest release that can be gone back to, when this one failed and nothing serves.
    var rollback: RollbackRow?
    /// What is known of its build.
    var build: BuildReport?
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let row = model.detail.deployment
    let body: HTML = """
      <div class="stack" id="deployment" data-behavior="live" data-topics="deployment:\(row.deploymentId)">\
      \(summary(model, context))\(failure(model, context))\
      \(model.build.map { BuildReportCard(report: $0).html })</div>\(log(model))
      """
    let frame = model.frame
    let screen = Screen(
      "\(row.title) · \(frame.facts.name)", place: .projects,
      crumbs: Array(frame.crumbs.dropLast()) + [
        Crumb(frame.facts.name, frame.base), Crumb("Deployments", frame.base + "/deployments"),
        Crumb(row.title),
      ],
      heading: heading(model, context), body: body)
    return Layout.page(screen, context)
  }

  private static func heading(_ model: Model, _ context: PageContext) -> HTML {
    let row = model.detail.deployment
    return """
      <div id="deployment-head" data-behavior="live" data-topics="deployment:\(row.deploymentId)">\
      \(pageHeading(
        row.title,
        sentence: """
        <a class="link" href="\(model.frame.base)">\(model.frame.facts.name)</a>\
        \(statusDot(StatusWords.tone(row.state), StatusWords.word(row.state)))\
        \(DeploymentSummary(deployment: row, now: context.now).facts)\(row.state == .done ? model.frame.address : nil)
        """,
        actions: actions(model, context)))</div>
      """
  }

  private static func actions(_ model: Model, _ context: PageContext) -> HTML? {
    let row = model.detail.deployment
    if let cancel = CancelDeployment.html(row, context) { return cancel }
    if row.state == .error, model.detail.more.evidence != nil { return nil }
    return PostForm.deploying(model.frame, context).button("Deploy again", icon: .rocket)
  }

  private static func summary(_ model: Model, _ context: PageContext) -> HTML {
    let row = model.detail.deployment
    let steps = StepBar(times: model.detail.more.steps, status: row.state, now: context.now).html
    let words: HTML? = row.description.flatMap { $0.isEmpty ? nil : "<p class=\"muted\">\($0)</p>" }
    return Card().html("<div class=\"deploy-block\">\(words)\(steps)</div>")
  }

  private static func failure(_ model: Model, _ context: PageContext) -> HTML? {
    let row = model.detail.deployment
    guard row.state == .error else { return nil }
    guard let evidence = model.detail.more.evidence else {
      return ErrorBox(
        title: "It failed",
        message: row.errorMessage ?? "The log below has what is known."
      ).html
    }
    return Card(tone: .failed).html(EvidenceView(evidence: evidence).html, footer: remedies(model, evidence, context))
  }

  private static func remedies(_ model: Model, _ evidence: Evidence, _ context: PageContext) -> HTML {
    let frame = model.frame
    let retry = PostForm.deploying(frame, context, id: "retry")
    let settings = linkButton("Open settings", href: frame.base + cause(evidence, frame.facts.kind), icon: .settings)
    let back = model.rollback.map { rollback -> HTML in
      PostForm(
        "rollback.rollback", context, id: "remedy", hidden: [("rollbackId", rollback.rollbackId.rawValue)],
        next: "/deployments/{deploymentId}"
      ).button("Roll back to version \(rollback.version)", icon: .rollback)
    }
    return "<div class=\"actions\">\(retry.button("Retry", .primary, icon: .refresh))\(back)\(settings)</div>"
  }

  /// The page where the cause is most likely set.
  private static func cause(_ evidence: Evidence, _ kind: Deployable.Kind) -> String {
    if evidence.isOutOfMemory { return "/advanced#resources" }
    if kind == .database, evidence.step != .queue { return "/advanced" }
    switch evidence.step {
    case .queue: return "/environment"
    case .source, .build: return "/source"
    case .start: return evidence.dockerMessage?.contains("mount") == true ? "/storage" : "/advanced"
    case .verify: return "/advanced#health"
    case .switch, .retire: return "/domains"
    }
  }

  private static func log(_ model: Model) -> HTML {
    let row = model.detail.deployment
    let stream = "/listen-deployment?deploymentId=\(row.deploymentId.rawValue.percentEncoded)&times=1"
    return LogView(
      id: "log", title: "Log", stream: stream, fileName: "deployment-\(row.deploymentId).log",
      waiting: row.state.isFinal ? "This deployment wrote nothing." : "Waiting for the first line…"
    ).html
  }
}
