import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What all services of the organisation write: lines found in what is kept, or several services live.
enum AllLogsPage: Page {
  static let path = "/logs"
  /// As many as one stream takes.
  static let most = 20

  static func html(_ request: PageRequest) async throws -> HTML {
    let services = try await request.desk.ask(ProjectAll.self, NoInput()).flatMap { project in
      project.environments.flatMap { environment in
        environment.services.map {
          Service(id: $0.id, name: $0.name, kind: $0.kind, place: "\(project.name) / \(environment.name)")
        }
      }
    }
    var model = Model(
      services: services, asked: LogSearchRequest(request.query), isLive: request.query["live"] != nil)
    if model.asked.isAsked, !model.isLive {
      let chosen = model.chosen.map(\.id)
      let input = model.asked.input(services: model.asked.services.isEmpty ? nil : chosen)
      model.found = try await request.desk.ask(LogSearch.self, input)
    }
    return render(model, request.context)
  }

  /// A service that can be listened to.
  struct Service: Sendable {
    var id: ID<Deployable>
    var name: String
    var kind: Deployable.Kind
    /// Its project and environment.
    var place: String
  }

  /// The services, and what of their output is shown.
  struct Model: Sendable {
    var services: [Service]
    var asked: LogSearchRequest
    var isLive = false
    var found: LogSearch.Output?

    /// Those with a tick.
    var chosen: [Service] {
      let ids = Set(asked.services)
      return services.filter { ids.contains($0.id.rawValue) }
    }

    /// Those with a tick, or the first few when there is none.
    var heard: [Service] { Array((chosen.isEmpty ? services : chosen).prefix(AllLogsPage.most)) }
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let body: HTML
    if model.services.isEmpty {
      body = emptyState(
        .logs, "Nothing writes yet", "What services write is found here, whether they run or are gone.",
        action: linkButton("Open the projects", href: "/projects"))
    } else {
      let form = LogSearchForm(base: path, asked: model.asked, more: choices(model), context: context)
      body = form.html + content(model)
    }
    return Layout.page(
      Screen("Logs", place: .logs, crumbs: [Crumb("Logs")], body: body).wide(.full), context)
  }

  private static func content(_ model: Model) -> HTML {
    if let found = model.found {
      return LogResults(found: found, asked: model.asked, base: path, namesServices: true).html
    }
    let ids = model.heard.map(\.id.rawValue).joined(separator: ",")
    return LogView(
      id: "live-log", title: model.heard.count == 1 ? model.heard[0].name : "\(model.heard.count) services",
      stream: "/listen-logs?tail=50&serviceIds=\(ids.percentEncoded)", fileName: "services.log",
      waiting: "None of them has written anything yet.", sources: model.heard.map(\.name)
    ).html
  }

  /// A box for each service, and the button that listens to those with a tick.
  private static func choices(_ model: Model) -> HTML {
    let ids = Set(model.asked.services)
    func box(_ service: Service) -> HTML {
      """
      <label class="log-pick" title="\(service.place)"><input type="checkbox" name="\(LogSearchRequest.serviceField)\(service.id)" value="1"\
      \(Attribute.flag("checked", ids.contains(service.id.rawValue)))>\(icon(.of(service.kind)))<span>\(service.name)</span></label>
      """
    }
    return """
      <fieldset class="log-picks"><legend>Services\(when: model.services.count > most, " (up to \(most) live at once)")</legend>\
      \(each: model.services, box)\(button("Listen to these", name: "live", value: "1"))</fieldset>
      """
  }
}
