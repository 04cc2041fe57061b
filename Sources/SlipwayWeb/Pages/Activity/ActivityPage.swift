import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Deployments everywhere: those at work, those that wait and why, those that ended.
enum ActivityPage: Page {
  static let path = "/activity"

  static func html(_ request: PageRequest) async throws -> HTML {
    let offset = request.query["older"].flatMap { Int($0) } ?? 0
    let activity = try await request.desk.ask(DeploymentActivity.self, DeploymentActivity.Input(offset: offset))
    return render(Model(activity: activity, offset: offset, search: request.query["q"] ?? ""), request.context)
  }

  /// What is at work, and one page of what has ended.
  struct Model: Sendable {
    var activity: DeploymentActivity.Output
    /// How many that have ended are on the pages before.
    var offset = 0
    var search = ""
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let (active, ended) = (model.activity.active, model.activity.ended)
    let running = active.filter { $0.deployment.state == .running }
    let queued = active.filter { $0.deployment.state == .queued }.reversed()
    let body: HTML =
      active.isEmpty && ended.isEmpty && model.offset == 0
      ? emptyState(
        .activity, "Nothing has been deployed yet",
        "Every deployment of every service appears here, running ones first.")
      : """
      <div class="stack" id="activity" data-behavior="live" data-topics="organization">\
      \(when: !running.isEmpty, list("At work", running, model, context))\
      \(when: !queued.isEmpty, list("Waiting", Array(queued), model, context))\
      \(when: !ended.isEmpty, list("Ended", ended, model, context))\(pager(model))</div>\
      <p class="none-found" hidden data-none-for="activity">No deployment has these words.</p>
      """
    return Layout.page(
      Screen(
        "Activity", place: .activity, crumbs: [Crumb("Activity")],
        heading: pageHeading(
          "Activity",
          actions: active.count + ended.count > 5
            ? searchBox("Service, commit, status…", over: "activity", value: model.search) : nil), body: body),
      context)
  }

  private static func list(
    _ title: String, _ items: [DeploymentListItem], _ model: Model, _ context: PageContext
  ) -> HTML {
    Card(title, isFlush: true).html("<div class=\"history\">\(each: items, { item($0, model, context) })</div>")
  }

  /// To the pages before and after, where there are any.
  private static func pager(_ model: Model) -> HTML? {
    let (offset, size) = (model.offset, DeploymentActivity.pageSize)
    guard offset > 0 || model.activity.hasOlder else { return nil }
    let newer = offset > size ? "/activity?older=\(offset - size)" : path
    return """
      <nav class="split" aria-label="Pages"><span>\(when: offset > 0, linkButton("Newer", href: newer))</span>\
      \(when: model.activity.hasOlder, linkButton("Older", href: "/activity?older=\(offset + size)"))</nav>
      """
  }

  private static func item(_ item: DeploymentListItem, _ model: Model, _ context: PageContext) -> HTML {
    let row = item.deployment
    let environment = item.relations.application?.environment
    let place = [environment?.project?.name, environment?.name].compactMap(\.self).joined(separator: " / ")
    return """
      <article class="history-item" data-words="\(item.relations.application?.name ?? "") \(row.title) \(place) \(StatusWords.word(row.state)) \(row.commit ?? "")">\(statusDot(StatusWords.tone(row.state), StatusWords.word(row.state)))\
      <div class="list-main"><span class="deploy-title"><a class="cover" href="/deployments/\(row.deploymentId)">\
      \(item.relations.application?.name ?? "A service") · \(row.title)</a></span>\
      \(DeploymentSummary(deployment: row, now: context.now).facts)\(note(row, model))\
      \(row.errorMessage.map { "<p class=\"history-error\">\(FieldWords.told($0))</p>" })</div>\
      <div class="history-tools"><span>\(place)</span>\(CancelDeployment.html(row, context))</div></article>
      """
  }

  /// What it is doing, or why it waits.
  private static func note(_ row: DeploymentRow, _ model: Model) -> HTML? {
    switch row.state {
    case .running: return row.step.map { "<p class=\"list-sub\">\(StatusWords.activity($0))</p>" }
    case .queued:
      let sameLane = model.activity.active.contains {
        $0.deployment.state == .running && $0.deployment.applicationId == row.applicationId
      }
      let isToBuild = model.activity.waitingToBuild.contains(row.deploymentId)
      let turn =
        isToBuild ? "waits for its turn among the builds of this server" : "waits for its turn; it builds nothing"
      let reason = sameLane ? "waits for the running deployment of the same service" : turn
      return "<p class=\"list-sub\">\(reason)</p>"
    default: return nil
    }
  }
}
