import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The variables that services of a project and of an environment may refer to.
enum SharedVariablesPage: Page {
  static let path = "/environments/:environment/variables"

  static func html(_ request: PageRequest) async throws -> HTML {
    render(try await EnvironmentFrame.load(request), request.context)
  }

  static func render(_ frame: EnvironmentFrame, _ context: PageContext) -> HTML {
    let project = PostForm(
      "save-project-variables", context, hidden: [("projectId", frame.project.projectId.rawValue)])
    let environment = PostForm(
      "save-environment-variables", context, hidden: [("environmentId", frame.environmentID.rawValue)])
    let body: HTML = """
      \(card("Environment \(frame.name)", scope: "environment", text: frame.environment?.env ?? "", environment))\
      \(card("Project \(frame.project.name)", scope: "project", text: frame.project.env, project))
      """
    return Layout.page(
      frame.screen("Shared variables", tab: "/variables", body: body + frame.createDialog(context)), context)
  }

  private static func card(_ title: String, scope: String, text: String, _ form: PostForm) -> HTML {
    let note: HTML =
      "Services use them as <code>${{\(scope).NAME}}</code>; nothing is handed over that is not asked for."
    return Card(title, note: note).html(
      form.html(
        """
        \(EnvironmentEditor(name: "env", label: "Variables", text: text).html(form))\
        <div class="form-actions">\(button("Save"))</div>
        """, action: "/forms/\(form.procedure)"))
  }
}
