import SlipwayAnswers
import SlipwayCompose
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// One template: what it starts, what it asks for, and the button that makes a stack of it.
enum TemplatePage: Page {
  static let path = "/environments/:environment/templates/:template"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await EnvironmentFrame.load(request)
    let template = try await request.desk.ask(
      ComposeTemplate.self, ComposeTemplate.Input(id: request.parameters["template"] ?? ""))
    let servers = try await request.desk.askIfAllowed(ServerWithSSHKey.self, NoInput())
    return render(Model(frame: frame, template: template, servers: servers ?? []), request.context)
  }

  /// Where it would run, and what it is.
  struct Model: Sendable {
    var frame: EnvironmentFrame
    var template: ComposeTemplate.Output
    var servers: [ServerRow] = []
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let template = model.template
    let file = LogView(
      id: "compose-file", title: "Compose file", lines: LogView.lines(of: template.compose),
      fileName: "docker-compose.yml")
    let body: HTML = """
      <div class="stack">\(problems(template))\(about(model, context))\(file.html)</div>
      """
    return Layout.page(
      model.frame.screen(
        "\(template.entry.name) · Templates", tab: "/templates", body: body + model.frame.createDialog(context)),
      context)
  }

  private static func problems(_ template: ComposeTemplate.Output) -> HTML? {
    if let problem = template.problem {
      return ErrorBox(title: "This template cannot be deployed", message: problem).html
    }
    guard !template.dangers.isEmpty else { return nil }
    return ErrorBox(
      title: "It asks for control over this server", message: template.dangers.joined(separator: "; "),
      advice: "Only the server's owner can make a stack of it, and allows it at its advanced settings.",
      tone: .warning
    ).html
  }

  private static func about(_ model: Model, _ context: PageContext) -> HTML {
    let template = model.template
    let form = PostForm(
      "create-template", context,
      hidden: [("environmentId", model.frame.environmentID.rawValue), ("id", template.entry.id)])
    let buttons: HTML = """
      <div class="form-actions">\(button("Create", name: "then", value: "settings"))\
      \(button("Create and deploy", .primary, icon: .rocket, name: "then", value: "deploy"))</div>
      """
    let place = PlaceSelect(model.servers).html(form)
    let create: HTML? =
      template.problem == nil ? form.html("\(place)\(buttons)", action: "/forms/create-template") : nil
    return Card(template.entry.name, note: "\(template.entry.description)", actions: links(template.entry)).html(
      "<div class=\"stack\">\(facts(template))\(create)</div>")
  }

  private static func facts(_ template: ComposeTemplate.Output) -> HTML {
    let rows: [(String, [String])] = [
      ("Services", template.services), ("Reached at", template.domains), ("Files", template.files),
      ("Variables", template.variables), ("Tags", template.entry.tags),
    ]
    return keyValue(rows.filter { !$0.1.isEmpty }.map { (name: $0.0, value: "\($0.1.joined(separator: ", "))") })
  }

  private static func links(_ entry: TemplateEntry) -> HTML {
    let all = [("Website", entry.links.website), ("Documentation", entry.links.docs), ("Source", entry.links.github)]
    func link(_ link: (String, String?)) -> HTML? {
      link.1.map { linkButton(link.0, href: SafeURL.outside($0), .quiet, icon: .external) }
    }
    return "\(each: all.compactMap(link), { $0 })"
  }
}
