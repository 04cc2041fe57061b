import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// What the services of a compose stack write, live: one service at a time, and one container of it.
enum ComposeLogsPage: Page {
  static let path = ComposeFrame.path + "/logs"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await ComposeFrame.load(request, observing: true)
    var model = Model(frame: frame, service: request.query["service"], container: request.query["container"])
    model.asked = LogSearchRequest(request.query)
    let service = LogGenerations.Input(serviceId: frame.id)
    model.generations = try await request.desk.ask(LogGenerations.self, service)
    if model.asked.isAsked {
      model.found = try await request.desk.ask(LogSearch.self, model.asked.input(services: [frame.id]))
    }
    return render(model, request.context)
  }

  /// The services, and what of them is shown.
  struct Model: Sendable {
    var frame: ComposeFrame
    /// Those that have containers to listen to.
    var services: [StackState.Service]
    var service: StackState.Service?
    var container: StackContainer?
    var tail = 500
    var asked = LogSearchRequest()
    /// Of which output is kept.
    var generations: [LogGenerations.Generation] = []
    /// `nil` shows what is written now.
    var found: LogSearch.Output?

    /// - Parameters:
    ///   - service: the one that was asked for, by its name; the first when there is none of that name.
    ///   - container: the same of a container, which names its service, too.
    init(frame: ComposeFrame, service: String?, container: String?) {
      self.frame = frame
      services = (frame.state?.services ?? []).filter { !Self.containers(of: $0).isEmpty }
      self.service =
        services.first { $0.containers.contains { $0.name == container } } ?? services.first { $0.name == service }
        ?? services.first
      let own = self.service.map(Self.containers) ?? []
      self.container = own.first { $0.name == container } ?? own.first
    }

    /// Those that can be listened to.
    static func containers(of service: StackState.Service) -> [StackContainer] {
      service.containers.filter { $0.container != nil }
    }
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let form = LogSearchForm(
      base: frame.base + "/logs", asked: model.asked, generations: model.generations, stackServices: frame.names,
      context: context)
    if let found = model.found {
      let results = LogResults(found: found, asked: model.asked, base: form.base)
      return Layout.page(
        frame.screen("Logs", tab: "/logs", context, body: form.html + results.html).wide(.full), context)
    }
    guard let shown = model.container, let container = shown.container else {
      let empty = emptyState(
        .logs, "Nothing runs", "The log of its containers appears here as soon as one is started.",
        action: frame.facts.deployments.first.map {
          linkButton("Open the last deployment", href: "/deployments/\($0.deploymentId)", icon: .rocket)
        })
      let body = (model.generations.isEmpty ? "" : form.html) + empty
      return Layout.page(frame.screen("Logs", tab: "/logs", context, body: body), context)
    }
    let stream = "/docker-container-logs?containerId=\(container.percentEncoded)&tail=\(model.tail)\(frame.place)"
    let log = LogView(
      id: "container-log", title: shown.name, stream: stream, fileName: "\(shown.name).log",
      waiting: "The container has not written anything yet.")
    return Layout.page(
      frame.screen("Logs", tab: "/logs", context, body: form.html + services(model) + containers(model) + log.html)
        .wide(.full),
      context)
  }

  private static func services(_ model: Model) -> HTML {
    guard model.services.count > 1 else { return "" }
    func link(_ service: StackState.Service) -> HTML {
      """
      <a href="\(model.frame.base)/logs?service=\(service.name.percentEncoded)"\
      \(when: service.name == model.service?.name, " aria-current=\"true\"")>\(service.name)</a>
      """
    }
    return "<nav class=\"switcher\" aria-label=\"Services\">\(each: model.services, link)</nav>"
  }

  private static func containers(_ model: Model) -> HTML {
    let own = model.service.map(Model.containers) ?? []
    guard own.count > 1 else { return "" }
    func link(_ container: StackContainer) -> HTML {
      """
      <a href="\(model.frame.base)/logs?container=\(container.name.percentEncoded)"\
      \(when: container.id == model.container?.id, " aria-current=\"true\"")>\(short(container, model))</a>
      """
    }
    return "<nav class=\"switcher\" aria-label=\"Containers\">\(each: own, link)</nav>"
  }

  /// The container's name without the stack's.
  private static func short(_ container: StackContainer, _ model: Model) -> String {
    let prefix = model.frame.stack.appName
    guard container.name.hasPrefix(prefix) else { return container.name }
    return String(container.name.dropFirst(prefix.count + 1))
  }
}
