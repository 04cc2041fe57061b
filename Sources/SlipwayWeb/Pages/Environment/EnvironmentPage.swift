import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// The services of one environment.
enum EnvironmentPage: Page {
  static let path = "/environments/:environment"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await EnvironmentFrame.load(request)
    let keys = await request.desk.find(SSHKeyAllForApps.self, NoInput()) ?? []
    return render(Model(frame: frame, sshKeys: keys, search: request.query["q"] ?? ""), request.context)
  }

  /// The environment, and what the dialog of a new service offers.
  struct Model: Sendable {
    var frame: EnvironmentFrame
    var sshKeys: [SSHKeyAllForApps.Item] = []
    var search = ""
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let services = model.frame.environment?.services ?? []
    let create: HTML = """
      \(dialogButton("New database", opens: CreateDatabaseDialog.id, icon: .database))\
      \(dialogButton("New service", opens: "create-application", .primary, icon: .plus))
      """
    let body: HTML =
      services.isEmpty
      ? emptyState(
        .box, "No services yet",
        "A service runs your code or an image and answers at its own hostname; a database keeps its data.",
        action: "<div class=\"actions\">\(create)</div>")
      : """
      <div class="cards" id="services" data-behavior="live" data-topics="organization">\
      \(each: services, { card($0, context) })</div>\
      <p class="none-found" hidden data-none-for="services">No service has these words.</p>
      """
    let search = services.count > 3 ? searchBox("Search services", over: "services", value: model.search) : ""
    let screen = model.frame.screen(
      "\(model.frame.project.name) · \(model.frame.name)", tab: "", actions: services.isEmpty ? nil : search + create,
      body: body + CreateApplicationDialog(model: model, context: context).html
        + CreateDatabaseDialog(environment: model.frame.environmentID, context: context).html
        + model.frame.createDialog(context))
    return Layout.page(screen, context)
  }

  private static func card(_ service: ServiceListing, _ context: PageContext) -> HTML {
    let engine = service.engine.map { DatabaseEngines.engine($0).label }
    return """
      <article class="tile-card" data-words="\(service.name) \(service.appName) \(engine ?? "") \(service.description ?? "")">\
      <h2>\(icon(.of(service.kind)))<a class="cover" href="/\(service.kind.folder)/\(service.id)">\(service.name)</a></h2>\
      <p class="tile-text">\(service.description ?? engine ?? "")</p>\
      <p class="roll-up">\(statusDot(StatusWords.tone(service.status), StatusWords.word(service.status)))</p>\
      <footer><code>\(service.appName)</code>\(moment(service.createdAt, now: context.now))</footer></article>
      """
  }
}
