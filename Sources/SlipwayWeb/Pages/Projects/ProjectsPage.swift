import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures

/// All projects of the organisation, with how their services are.
enum ProjectsPage: Page {
  static let path = "/projects"

  static func html(_ request: PageRequest) async throws -> HTML {
    let projects = try await request.desk.ask(ProjectAll.self, NoInput())
    let model = Model(projects: projects, search: request.query["q"] ?? "", tag: request.query["tag"])
    return render(model, request.context)
  }

  /// The projects, newest first.
  struct Model: Sendable {
    var projects: [ProjectListItem]
    var search = ""
    /// The tag that the list is narrowed to.
    var tag: String?

    /// Every tag that a project has, by name.
    var tags: [TagRow] {
      let all = projects.flatMap { $0.projectTags.map(\.tag) }
      return Dictionary(all.map { ($0.tagId, $0) }, uniquingKeysWith: { first, _ in first }).values.sorted {
        ($0.name.lowercased(), $0.tagId.rawValue) < ($1.name.lowercased(), $1.tagId.rawValue)
      }
    }

    /// The projects that are shown.
    var shown: [ProjectListItem] {
      guard let tag, tags.contains(where: { $0.tagId.rawValue == tag }) else { return projects }
      return projects.filter { $0.projectTags.contains { $0.tagId.rawValue == tag } }
    }
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let create = dialogButton("New project", opens: "create-project", .primary, icon: .plus)
    let body: HTML
    if model.projects.isEmpty {
      body = emptyState(
        .layers, "No projects yet",
        "A project keeps the services that belong together, with an environment for each stage.",
        action: create)
    } else {
      body = """
        \(tagFilter(model))\
        <div class="cards" id="projects" data-behavior="live" data-topics="organization">\
        \(each: model.shown, { card($0, context) })</div>
        <p class="none-found" hidden data-none-for="projects">No project has these words.</p>
        """
    }
    let search = model.projects.count > 3 ? searchBox("Search projects", over: "projects", value: model.search) : ""
    let heading = pageHeading(
      "Projects", sentence: model.projects.isEmpty ? nil : summary(model.projects),
      actions: model.projects.isEmpty ? nil : search + create)
    return Layout.page(
      Screen(
        "Projects", place: .projects, crumbs: [Crumb("Projects")], heading: heading, body: body + dialog(context)),
      context)
  }

  /// The tags as links: one narrows the list to its projects, the chosen one opens it again.
  private static func tagFilter(_ model: Model) -> HTML? {
    guard !model.tags.isEmpty else { return nil }
    func item(_ tag: TagRow) -> HTML {
      let isChosen = tag.tagId.rawValue == model.tag
      return """
        <a class="tag-link" href="/projects\(isChosen ? "" : "?tag=\(tag.tagId)")"\
        \(when: isChosen, " aria-current=\"true\"")>\(tagChip(tag))</a>
        """
    }
    return "<nav class=\"tag-filter\" aria-label=\"Tags\">\(each: model.tags, item)</nav>"
  }

  private static func summary(_ projects: [ProjectListItem]) -> HTML {
    let statuses = projects.flatMap { $0.environments.flatMap { $0.services.map(\.status) } }
    let failed = statuses.count { $0 == .error }
    return """
      <span>\(Amounts.count(statuses.count, "service"))</span>\
      \(when: failed > 0, statusDot(.failed, "\(failed) failed"))
      """
  }

  private static func card(_ project: ProjectListItem, _ context: PageContext) -> HTML {
    let statuses = project.environments.flatMap { $0.services.map(\.status) }
    let start = project.environments.first(where: \.isDefault) ?? project.environments.first
    let href = start.map { "/environments/\($0.environmentId)" } ?? "/projects"
    return """
      <article class="tile-card" data-words="\(project.name) \(project.description ?? "")">\
      <h2><a class="cover" href="\(href)" title="\(project.name)">\(project.name)</a></h2>\
      <p class="tile-text">\(project.description ?? "")</p>\(tags(project))\(rollUp(statuses))\
      <footer><span>\(environments(project))</span>\(moment(project.createdAt, now: context.now))</footer></article>
      """
  }

  private static func tags(_ project: ProjectListItem) -> HTML? {
    guard !project.projectTags.isEmpty else { return nil }
    return "<p class=\"tags\">\(each: project.projectTags.map(\.tag), tagChip)</p>"
  }

  private static func environments(_ project: ProjectListItem) -> HTML {
    project.environments.count == 1
      ? "\(project.environments[0].name)" : "\(Amounts.count(project.environments.count, "environment"))"
  }

  /// How many services are how: a line of dots, worst first, and words for the worst.
  static func rollUp(_ statuses: [Deployable.Status]) -> HTML {
    guard !statuses.isEmpty else { return "<p class=\"roll-up muted\">No services yet</p>" }
    let order: [Deployable.Status] = [.error, .running, .done, .idle]
    let present = order.filter(statuses.contains)
    func item(_ status: Deployable.Status) -> HTML {
      let count = statuses.count { $0 == status }
      return statusDot(StatusWords.tone(status), "\(count) \(StatusWords.word(status).lowercased())")
    }
    return "<p class=\"roll-up\">\(each: present, item)</p>"
  }

  private static func dialog(_ context: PageContext) -> HTML {
    let form = PostForm("project.create", context, next: "/environments/{environment.environmentId}")
    return Dialog(
      id: "create-project", title: "New project", note: "It starts with an environment named production.",
      isOpen: context.open == "create-project" || form.failure != nil
    ).html(
      form.html(
        """
        \(Field("name", "Name").with { $0.isRequired = true }.html(form))\
        \(Field("description", "Description").with { $0.placeholder = "Optional" }.html(form))\
        <div class="form-actions">\(button("Create project", .primary))</div>
        """))
  }
}
