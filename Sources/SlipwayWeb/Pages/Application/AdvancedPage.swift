import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What few need to change: resources, health, restarts, ports, command, labels; and the end of it.
enum AdvancedPage: Page {
  static let path = "/applications/:application/advanced"

  static func html(_ request: PageRequest) async throws -> HTML {
    let projects = try await request.desk.ask(ProjectAll.self, NoInput())
    return render(try await ApplicationFrame.load(request), projects: projects, request.context)
  }

  static func render(_ frame: ApplicationFrame, projects: [ProjectListItem] = [], _ context: PageContext) -> HTML {
    let move = MoveCard(frame: frame, projects: projects, context: context)
    let forms = AdvancedForms(frame: frame, context: context)
    let body: HTML = """
      \(forms.general)\(forms.resources)\(forms.health)\(forms.rollout)\
      \(PortsCard(frame: frame, context: context).html)\(forms.command)\(move.html)\(danger(frame, context))
      """
    return Layout.page(frame.screen("Advanced", tab: "/advanced", context, body: body).wide(.normal), context)
  }

  private static func danger(_ frame: ApplicationFrame, _ context: PageContext) -> HTML {
    let name = frame.application.name
    let domains = frame.detail.domains.map { "the address \($0.host)\($0.path == "/" ? "" : $0.path)" }
    let files = frame.detail.mounts.contains { $0.type == .file } ? ["the files kept for it"] : []
    let volumes = frame.detail.mounts.filter { $0.type == .volume }.compactMap(\.volumeName)
    let dialog = DeleteDialog(
      id: "delete-application", noun: "service", name: name,
      losses: ["its running tasks and all releases", "its settings and environment", "the history and logs"]
        + domains + files,
      keeps: volumes.map { "the volume \($0) with all that is in it" },
      form: PostForm(
        "application.delete", context, hidden: [("applicationId", frame.id.rawValue)],
        next: "/environments/\(frame.application.environmentId)"))
    let kept: HTML? =
      volumes.isEmpty ? nil : "<p>Its volumes are kept: <code>\(volumes.joined(separator: ", "))</code></p>"
    return Card("Delete", tone: .failed).html(
      """
      <div class="danger-row"><div><p>Stops the service and removes it with its settings, domains and history.</p>\(kept)</div>\
      \(dialogButton("Delete service", opens: "delete-application", .danger, icon: .trash))</div>\(dialog.html)
      """)
  }
}
