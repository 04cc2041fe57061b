import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What all pages of one environment show around their content: the project, its environments, the tabs.
struct EnvironmentFrame: Sendable {
  var project: ProjectDetail
  var environmentID: ID<Environment>

  var environment: EnvironmentDetail? { project.environments.first { $0.environmentId == environmentID } }

  var name: String { environment?.name ?? "" }

  /// - Throws: `notFound` for an environment that is not there, or is somebody else's.
  static func load(_ request: PageRequest) async throws -> EnvironmentFrame {
    let id: ID<Environment> = request.id("environment")
    let environment = try await request.desk.ask(EnvironmentOne.self, EnvironmentInput(environmentId: id))
    let project = try await request.desk.ask(ProjectOne.self, ProjectInput(projectId: environment.projectId))
    return EnvironmentFrame(project: project, environmentID: id)
  }

  var base: String { "/environments/\(environmentID)" }

  func screen(_ title: String, tab: String, actions: HTML? = nil, body: HTML) -> Screen {
    let items = [
      Tab("Services", base, key: "s", count: environment?.services.count),
      Tab("Templates", base + "/templates", key: "p"),
      Tab("Shared variables", base + "/variables", key: "v"),
      Tab("Settings", base + "/settings", key: "t"),
    ]
    return Screen(
      title, place: .projects,
      crumbs: [Crumb("Projects", "/projects"), Crumb(project.name, firstHref), Crumb(name)],
      heading: pageHeading(project.name, sentence: switcher, actions: actions),
      tabs: SlipwayWeb.tabs(items, current: base + tab, label: "Environment"), body: body)
  }

  private var firstHref: String {
    let start = project.environments.first(where: \.isDefault) ?? project.environments.first
    return start.map { "/environments/\($0.environmentId)" } ?? "/projects"
  }

  /// The environments side by side, the present one marked.
  private var switcher: HTML {
    func item(_ item: EnvironmentDetail) -> HTML {
      """
      <a href="/environments/\(item.environmentId)"\
      \(when: item.environmentId == environmentID, " aria-current=\"true\"")>\(item.name)</a>
      """
    }
    return """
      <nav class="switcher" aria-label="Environments">\(each: project.environments, item)\
      <a href="?open=create-environment" class="switcher-add" data-behavior="dialog" data-target="create-environment" \
      aria-label="New environment" title="New environment">\(icon(.plus))</a></nav>
      """
  }

  func createDialog(_ context: PageContext) -> HTML {
    let form = PostForm(
      "environment.create", context, hidden: [("projectId", project.projectId.rawValue)],
      next: "/environments/{environmentId}")
    let name = Field("name", "Name").with { field in
      field.isRequired = true
      field.placeholder = "staging"
    }
    return Dialog(
      id: "create-environment", title: "New environment",
      note: "A stage of \(project.name) with its own services and variables.",
      isOpen: context.open == "create-environment" || form.failure != nil
    ).html(
      form.html(
        "\(name.html(form))<div class=\"form-actions\">\(button("Create environment", .primary))</div>"))
  }
}
