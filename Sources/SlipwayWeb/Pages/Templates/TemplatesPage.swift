import SlipwayAnswers
import SlipwayCompose
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// What can be deployed without writing a compose file.
enum TemplatesPage: Page {
  static let path = "/environments/:environment/templates"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await EnvironmentFrame.load(request)
    let gallery = try await request.desk.ask(ComposeGallery.self, NoInput())
    let servers = try await request.desk.askIfAllowed(ServerWithSSHKey.self, NoInput())
    return render(
      Model(
        frame: frame, gallery: gallery, search: request.query["q"]?.trimmingSpaces() ?? "",
        tag: request.query["tag"] ?? "", servers: servers ?? []), request.context)
  }

  /// The templates, and what somebody looks for among them.
  struct Model: Sendable {
    var frame: EnvironmentFrame
    var gallery: ComposeGallery.Output
    var search = ""
    var tag = ""
    /// Where a stack may run besides this machine.
    var servers: [ServerRow] = []

    /// Those that have every word that is looked for, and the tag.
    var found: [TemplateEntry] {
      let words = search.lowercased().split(separator: " ")
      return gallery.templates.filter { template in
        let text = "\(template.id) \(template.name) \(template.description) \(template.tags.joined(separator: " "))"
        return (tag.isEmpty || template.tags.contains(tag)) && words.allSatisfy(text.lowercased().contains)
      }
    }
  }

  /// More are a search away: a page of hundreds is read by nobody.
  private static let shown = 60
  private static let tagsShown = 16

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let base = model.frame.base + "/templates"
    let found = model.found
    let cards: HTML =
      found.isEmpty
      ? emptyState(
        .layers, "No template found", "Try other words, or look at all of them.",
        action: linkButton("Show all", href: base))
      : "<div class=\"cards\">\(each: found.prefix(shown), { card($0, base) })</div>"
    let rest: HTML? =
      found.count > shown
      ? "<p class=\"none-found\">\(found.count - shown) more have these words; search to see them.</p>" : nil
    let notice = model.gallery.problem.map {
      ErrorBox(title: "Not all templates are here", message: $0, tone: .warning).html
    }
    let body: HTML = """
      <div class="stack">\(notice)\(search(model, base))\(tags(model, base))\(cards)\(rest)</div>
      """
    return Layout.page(
      model.frame.screen(
        "Templates · \(model.frame.project.name)", tab: "/templates",
        actions: dialogButton("Import", opens: ImportTemplateDialog.id, icon: .upload),
        body: body
          + ImportTemplateDialog(
            environment: model.frame.environmentID, servers: model.servers, context: context
          ).html
          + model.frame.createDialog(context)), context)
  }

  private static func search(_ model: Model, _ base: String) -> HTML {
    """
    <form method="get" action="\(base)" class="split" role="search"><label class="search-box">\(icon(.search))\
    <span class="hidden">Search templates</span><input type="search" name="q" value="\(model.search)" \
    placeholder="Search \(model.gallery.templates.count) templates" autocomplete="off"></label>\
    \(when: !model.tag.isEmpty, "<input type=\"hidden\" name=\"tag\" value=\"\(model.tag)\">")\
    \(button("Search"))</form>
    """
  }

  /// The most used tags, and the one that was chosen.
  private static func tags(_ model: Model, _ base: String) -> HTML? {
    let counts = Dictionary(model.gallery.templates.flatMap(\.tags).map { ($0, 1) }, uniquingKeysWith: +)
    var names = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(tagsShown).map(\.key)
    if !model.tag.isEmpty, !names.contains(model.tag) { names.insert(model.tag, at: 0) }
    guard names.count > 1 else { return nil }
    func chip(_ tag: String) -> HTML {
      let isChosen = tag == model.tag
      let query = isChosen ? "" : "?tag=\(tag.percentEncoded)"
      return """
        <a href="\(base)\(query)"\(when: isChosen, " aria-current=\"true\"")>\(tag)</a>
        """
    }
    return "<nav class=\"switcher\" aria-label=\"Tags\">\(each: names, chip)</nav>"
  }

  private static func card(_ template: TemplateEntry, _ base: String) -> HTML {
    """
    <article class="tile-card"><h2>\(icon(.layers))<a class="cover" href="\(base)/\(template.id)">\(template.name)</a></h2>\
    <p class="tile-text">\(template.description)</p>\
    <footer><span>\(template.tags.joined(separator: ", "))</span><code>\(template.version)</code></footer></article>
    """
  }
}
