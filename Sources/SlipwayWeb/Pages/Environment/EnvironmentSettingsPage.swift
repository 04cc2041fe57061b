import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Names and the end of an environment and of its project.
enum EnvironmentSettingsPage: Page {
  static let path = "/environments/:environment/settings"

  static func html(_ request: PageRequest) async throws -> HTML {
    let tags = try await request.desk.askIfAllowed(TagAll.self, NoInput()) ?? []
    return render(try await EnvironmentFrame.load(request), tags: tags, request.context)
  }

  static func render(_ frame: EnvironmentFrame, tags: [TagRow] = [], _ context: PageContext) -> HTML {
    let projectTags = ProjectTagsCard(project: frame.project, tags: tags, context: context)
    let services = (frame.environment?.services ?? []).map {
      DuplicateCard.Service(id: $0.id, name: $0.name, type: $0.engine?.rawValue ?? $0.kind.rawValue)
    }
    let body: HTML = """
      \(environment(frame, context))\(project(frame, context))\(projectTags.html)\
      \(DuplicateCard(frame: frame, services: services, context: context).html)\(dangers(frame, context))
      """
    return Layout.page(
      frame.screen("Settings", tab: "/settings", body: body + frame.createDialog(context)), context)
  }

  private static func environment(_ frame: EnvironmentFrame, _ context: PageContext) -> HTML {
    let form = PostForm("environment.update", context, hidden: [("environmentId", frame.environmentID.rawValue)])
    let isDefault = frame.environment?.isDefault ?? false
    let name = Field("name", "Name", frame.name).with { $0.isRequired = true }
    let description = Field("description", "Description", frame.environment?.description ?? "")
    return Card("Environment", note: isDefault ? "The project’s first environment keeps its name." : nil).html(
      form.html(
        """
        \(when: !isDefault, name.html(form))\(description.html(form))\
        <div class="form-actions">\(button("Save"))</div>
        """))
  }

  private static func project(_ frame: EnvironmentFrame, _ context: PageContext) -> HTML {
    let form = PostForm("project.update", context, hidden: [("projectId", frame.project.projectId.rawValue)])
    let name = Field("name", "Name", frame.project.name).with { $0.isRequired = true }
    let description = Field("description", "Description", frame.project.description ?? "")
    return Card("Project").html(
      form.html(
        """
        \(name.html(form))\(description.html(form))\
        <div class="form-actions">\(button("Save"))</div>
        """))
  }

  private static func dangers(_ frame: EnvironmentFrame, _ context: PageContext) -> HTML {
    let isDefault = frame.environment?.isDefault ?? true
    let environment = DeleteDialog(
      id: "delete-environment", noun: "environment", name: frame.name,
      losses: losses(frame.environment?.services ?? []), keeps: keeps(frame.environment?.services ?? []),
      form: PostForm(
        "environment.remove", context, hidden: [("environmentId", frame.environmentID.rawValue)], next: "/projects"))
    let project = DeleteDialog(
      id: "delete-project", noun: "project", name: frame.project.name,
      losses: losses(frame.project.environments.flatMap(\.services)),
      keeps: keeps(frame.project.environments.flatMap(\.services)),
      form: PostForm(
        "project.remove", context, hidden: [("projectId", frame.project.projectId.rawValue)], next: "/projects"))
    return Card("Delete", tone: .failed).html(
      """
      <div class="stack">\(when: !isDefault, row("Environment \(frame.name)", environment))\
      \(row("Project \(frame.project.name)", project))</div>
      """)
  }

  private static func losses(_ services: [ServiceListing]) -> [String] {
    services.isEmpty
      ? ["its shared variables"]
      : services.prefix(8).map(loss) + (services.count > 8 ? ["and \(services.count - 8) more"] : [])
  }

  private static func loss(_ service: ServiceListing) -> String {
    switch service.kind {
    case .application: "the service \(service.name) with its domains and history"
    case .database: "the database \(service.name) with its settings, history and the schedules of its backups"
    case .compose: "the stack \(service.name) with its domains and history"
    }
  }

  private static func keeps(_ services: [ServiceListing]) -> [String] {
    services.isEmpty ? [] : ["all volumes, the databases’ data among them"]
  }

  private static func row(_ title: String, _ dialog: DeleteDialog) -> HTML {
    """
    <div class="danger-row"><p><strong>\(title)</strong><br>Everything in it goes; volumes are kept.</p>\
    \(dialogButton("Delete \(dialog.noun)", opens: dialog.id, .danger, icon: .trash))</div>\(dialog.html)
    """
  }
}
