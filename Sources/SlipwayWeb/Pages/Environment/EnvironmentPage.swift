import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// The services of one environment.
enum EnvironmentPage: Page {
  static let path = "/environments/:environment"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await EnvironmentFrame.load(request)
    var model = Model(frame: frame, search: request.query["q"] ?? "")
    if let volume = request.query["volume"] {
      model.volume = volume
      let left = try await request.desk.askIfAllowed(VolumeUnused.self, VolumeUnused.Input())
      model.holds = left?.volumes.first { $0.name == volume }?.holds
    }
    model.sshKeys = try await request.desk.askIfAllowed(SSHKeyAllForApps.self, NoInput()) ?? []
    model.destinations = try await request.desk.askIfAllowed(DestinationAll.self, NoInput()) ?? []
    model.servers = try await request.desk.askIfAllowed(ServerWithSSHKey.self, NoInput()) ?? []
    let glances = try await request.desk.find(
      EnvironmentGlances.self, EnvironmentInput(environmentId: frame.environmentID))
    for glance in glances ?? [] { model.glances[glance.serviceId] = glance }
    return render(model, request.context)
  }

  /// The environment, and what the dialog of a new service offers.
  struct Model: Sendable {
    var frame: EnvironmentFrame
    var sshKeys: [SSHKeyAllForApps.Item] = []
    var search = ""
    /// What a new database is to use, where somebody comes from the volumes that are left.
    var volume: String?
    /// The database that has left it, where that is known.
    var holds: LeftDatabase?
    /// Where a backup may lie that a new database is filled from.
    var destinations: [DestinationRow] = []
    /// Where something new may run besides this machine.
    var servers: [ServerRow] = []
    /// How each service is, by its identifier.
    var glances: [ID<Deployable>: EnvironmentGlances.Glance] = [:]
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let services = model.frame.environment?.services ?? []
    let create: HTML = """
      \(dialogButton("New compose stack", opens: CreateComposeDialog.id, icon: .layers))\
      \(dialogButton("New database", opens: CreateDatabaseDialog.id, icon: .database))\
      \(dialogButton("New service", opens: "create-application", .primary, icon: .plus))
      """
    let body: HTML =
      services.isEmpty
      ? emptyState(
        .box, "No services yet",
        "A service runs your code or an image and answers at its own hostname; a database keeps its data; a compose stack is several services from one file.",
        action: "<div class=\"actions\">\(create)</div>")
      : """
      <div class="cards" id="services" data-behavior="live" data-topics="organization">\
      \(each: services, { card($0, model.glances[$0.id], model.servers, context) })</div>\
      <p class="none-found" hidden data-none-for="services">No service has these words.</p>\(bulk(context))
      """
    let search = services.count > 3 ? searchBox("Search services", over: "services", value: model.search) : ""
    let screen = model.frame.screen(
      "\(model.frame.project.name) · \(model.frame.name)", tab: "", actions: services.isEmpty ? nil : search + create,
      body: body + CreateApplicationDialog(model: model, context: context).html
        + CreateComposeDialog(
          environment: model.frame.environmentID, servers: model.servers, context: context
        ).html
        + CreateDatabaseDialog(
          environment: model.frame.environmentID, destinations: model.destinations, servers: model.servers,
          volume: model.volume, holds: model.holds, context: context
        ).html
        + model.frame.createDialog(context))
    return Layout.page(screen, context)
  }

  private static func card(
    _ service: ServiceListing, _ glance: EnvironmentGlances.Glance?, _ servers: [ServerRow], _ context: PageContext
  ) -> HTML {
    let engine =
      service.engine.map { DatabaseEngines.engine($0).label } ?? (service.kind == .compose ? "Compose stack" : nil)
    let state = ServiceSentence(status: service.status, glance: glance)
    let server = service.serverID.map { id in servers.first { $0.serverId == id }?.name ?? "another server" }
    let words = [service.name, service.appName, engine, service.description, glance?.host, state.word, server]
    return """
      <article class="tile-card" data-words="\(words.compactMap(\.self).joined(separator: " "))">\
      <h2>\(icon(.of(service.kind)))<a class="cover" href="/\(service.kind.folder)/\(service.id)" title="\(service.name)">\
      \(service.name)</a>\(pick(service))</h2><p class="tile-text">\(service.description ?? engine ?? "")</p>\
      <p class="roll-up">\(statusDot(state.tone, state.word))\
      \(when: !state.text.isEmpty, "<span class=\"muted\">\(state.text)</span>")\
      \(server.map { "<span class=\"muted\">on \($0)</span>" })</p>\
      <footer>\(place(service, glance))\(deployed(glance, context))</footer></article>
      """
  }

  private static let bulkForm = "bulk-services"

  private static func pick(_ service: ServiceListing) -> HTML {
    """
    <input type="checkbox" class="pick" form="form-\(bulkForm)" name="service" \
    value="\(BulkServicesForm.Chosen(service).value)" aria-label="Choose \(service.name)">
    """
  }

  /// What can be done with all that are chosen; seen when one is, or when something was refused.
  private static func bulk(_ context: PageContext) -> HTML {
    var form = PostForm(bulkForm, context)
    form.asksByButton = true
    form.refusalTitle = "Not done for all of them"
    return form.html(
      """
      <span data-behavior="picked">With the chosen ones:</span><div class="actions">\
      \(button("Deploy", .primary, icon: .rocket, name: "verb", value: "deploy"))\
      \(button("Start", icon: .play, name: "verb", value: "start"))\
      \(button("Stop", .danger, icon: .stop, name: "verb", value: "stop", question: "Stop every chosen service? None of them answers until it is started again."))</div>
      """, class: form.failure == nil ? "bulk-bar" : "bulk-bar refused-bar", action: "/forms/\(bulkForm)")
  }

  /// Where it answers, or the name that others reach it by.
  private static func place(_ service: ServiceListing, _ glance: EnvironmentGlances.Glance?) -> HTML {
    guard let glance, let host = glance.host else { return "<code>\(service.appName)</code>" }
    let url = SafeURL.outside("\(glance.https ? "https" : "http")://\(host)")
    return "<a class=\"tile-link\" href=\"\(url)\" target=\"_blank\" rel=\"noopener\">\(host)</a>"
  }

  private static func deployed(_ glance: EnvironmentGlances.Glance?, _ context: PageContext) -> HTML {
    if let date = glance?.lastDeployedAt { return "<span>deployed \(moment(date, now: context.now))</span>" }
    if glance?.isServing == true { return "" }
    // Nothing of it has ever served: the last attempt is no deployment.
    guard let date = glance?.lastTriedAt else { return "<span>never deployed</span>" }
    return "<span>tried \(moment(date, now: context.now))</span>"
  }
}
