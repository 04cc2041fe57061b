import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The history of a service's deployments; each has its own page.
enum DeploymentsPage<Frame: ServiceFrame>: Page {
  static var path: String { Frame.path + "/deployments" }

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await Frame.load(request)
    let deployments = try await request.desk.ask(DeploymentAllByType.self, fields: frame.facts.history)
    let shown = deployments.compactMap(\.deployment)
    return render(Model(frame: frame, deployments: shown, search: request.query["q"] ?? ""), request.context)
  }

  /// Newest first.
  struct Model: Sendable {
    var frame: Frame
    var deployments: [DeploymentListItem]
    var search = ""
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let body: HTML =
      model.deployments.isEmpty
      ? emptyState(
        .rocket, "No deployments yet", "Each deployment is kept here with its log, its times and its commit.")
      : """
      \(when: model.deployments.count > 8, "<div class=\"split\">\(searchBox("Title, commit, status…", over: "history", value: model.search))</div>")\
      <section class="card flush" id="history" data-behavior="live" data-topics="application:\(frame.id)">\
      <div class="card-body"><div class="history">\(each: model.deployments, { item($0, frame, context) })</div></div></section>\
      <p class="none-found" hidden data-none-for="history">No deployment has these words.</p>
      """
    return Layout.page(frame.screen("Deployments", tab: "/deployments", context, body: body), context)
  }

  private static func item(_ item: DeploymentListItem, _ frame: Frame, _ context: PageContext) -> HTML {
    let row = item.deployment
    return """
      <article class="history-item" data-words="\(row.title) \(StatusWords.word(row.state)) \(row.commit ?? "")">\(statusDot(StatusWords.tone(row.state), StatusWords.word(row.state)))\
      <div class="list-main"><a class="cover deploy-title" href="/deployments/\(row.deploymentId)">\(row.title)</a>\
      \(DeploymentSummary(deployment: row, now: context.now).facts)\
      \(row.errorMessage.map { "<p class=\"history-error\">\(FieldWords.told($0))</p>" })</div>\
      <div class="history-tools">\(CancelDeployment.html(row, context) ?? release(item.relations.rollback, frame, context))</div></article>
      """
  }

  private static func release(_ rollback: RollbackRow?, _ frame: Frame, _ context: PageContext) -> HTML? {
    guard let rollback else { return nil }
    let version: HTML = "<span>Version \(rollback.version)</span>"
    if rollback.isCurrent { return version + badge("Serving", .good) }
    // Its data has one state only.
    guard frame.facts.kind != .database else { return version }
    var form = PostForm(
      "rollback.rollback", context, id: "rollback-\(rollback.rollbackId)",
      hidden: [("rollbackId", rollback.rollbackId.rawValue)], next: "/deployments/{deploymentId}")
    form.question = "Put version \(rollback.version) back into service?"
    return version + form.button("Roll back", icon: .rollback)
  }
}
