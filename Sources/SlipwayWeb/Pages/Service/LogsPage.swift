import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What a service's containers write, live.
enum LogsPage<Frame: ServiceFrame>: Page {
  static var path: String { Frame.path + "/logs" }

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await Frame.load(request, observing: true)
    let containers = frame.observed?.tasks.compactMap(\.container) ?? []
    let asked = request.query["container"].flatMap { containers.contains($0) ? $0 : nil }
    var model = Model(frame: frame, container: asked, asked: LogSearchRequest(request.query))
    let service = LogGenerations.Input(serviceId: frame.id)
    model.generations = try await request.desk.ask(LogGenerations.self, service)
    if model.asked.isAsked {
      model.found = try await request.desk.ask(LogSearch.self, model.asked.input(services: [frame.id]))
    }
    return render(model, request.context)
  }

  /// A container that can be listened to.
  struct Model: Sendable {
    var frame: Frame
    /// The container whose log is shown; `nil` for all of the service.
    var container: String?
    var tail = 500
    var asked = LogSearchRequest()
    /// Of which output is kept.
    var generations: [LogGenerations.Generation] = []
    /// `nil` shows what is written now.
    var found: LogSearch.Output?
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let form = LogSearchForm(
      base: frame.base + "/logs", asked: model.asked, generations: model.generations, context: context)
    let body: HTML
    if let found = model.found {
      body = form.html + LogResults(found: found, asked: model.asked, base: form.base).html
    } else if let observed = frame.observed, !observed.tasks.isEmpty {
      let source = model.container ?? observed.name
      let kind = model.container == nil ? "&runType=swarm" : ""
      let stream =
        "/docker-container-logs?containerId=\(source.percentEncoded)\(kind)&tail=\(model.tail)"
        + frame.place
      body =
        form.html + choices(model)
        + LogView(
          id: "container-log", title: "Container log", stream: stream, fileName: "\(frame.facts.appName).log",
          waiting: "The container has not written anything yet."
        ).html
    } else {
      let kept =
        model.generations.isEmpty
        ? "The log of its containers appears here as soon as one is started."
        : "What its containers wrote before is kept: find it above."
      let empty = emptyState(
        .logs, "Nothing runs", kept,
        action: frame.facts.deployments.first.map {
          linkButton("Open the last deployment", href: "/deployments/\($0.deploymentId)", icon: .rocket)
        })
      body = (model.generations.isEmpty ? "" : form.html) + empty
    }
    return Layout.page(frame.screen("Logs", tab: "/logs", context, body: body).wide(.full), context)
  }

  private static func choices(_ model: Model) -> HTML {
    let tasks = (model.frame.observed?.tasks ?? []).filter { $0.container != nil }
    guard tasks.count > 1 else { return "" }
    func link(_ task: ObservedService.Task) -> HTML {
      let container = task.container ?? ""
      return """
        <a href="\(model.frame.base)/logs?container=\(container.percentEncoded)"\
        \(when: container == model.container, " aria-current=\"true\"")>Task \(task.slot) · \(task.state)</a>
        """
    }
    return """
      <nav class="switcher" aria-label="Tasks"><a href="\(model.frame.base)/logs"\
      \(when: model.container == nil, " aria-current=\"true\"")>All tasks</a>\(each: tasks, link)</nav>
      """
  }
}
