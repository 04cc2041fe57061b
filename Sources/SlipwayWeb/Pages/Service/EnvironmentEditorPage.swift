import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The variables of a service, and what its kind has besides.
enum EnvironmentEditorPage<Frame: ServiceFrame>: Page {
  static var path: String { Frame.path + "/environment" }

  static func html(_ request: PageRequest) async throws -> HTML {
    let model = try await EnvironmentEditing.load(try await Frame.load(request), request.desk)
    return EnvironmentEditing.render(model, request.context)
  }
}

/// The editor of a service's variables, whatever its kind.
enum EnvironmentEditing {
  static func load(_ frame: any ServiceFrame, _ desk: Desk) async throws -> Model {
    let environment = frame.facts.environment
    let around = try await desk.find(ProjectOne.self, ProjectInput(projectId: environment.projectId))
    let own = around?.environments.first { $0.environmentId == environment.environmentId }
    return Model(
      frame: frame, project: EnvironmentVariables(parsing: around?.env ?? ""),
      environment: EnvironmentVariables(parsing: own?.env ?? ""))
  }

  /// The texts, and what references may point to.
  struct Model: Sendable {
    var frame: any ServiceFrame
    var project = EnvironmentVariables()
    var environment = EnvironmentVariables()
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let form = PostForm("save-environment", context, hidden: frame.target)
    let text = frame.facts.env
    let application = (frame as? ApplicationFrame)?.application
    let body = form.html(
      """
      \(Card("Environment variables", note: note).html(
        EnvironmentEditor(
          name: "env", label: "Variables", text: text, problems: problems(text, model), help: help(model)
        ).html(form)))\
      \(application.map { buildCard($0, form) })\
      <div class="save-bar"><span class="muted">Applied by the next deployment</span>\
      <div class="actions">\(button("Review and save", .primary))</div></div>
      """, class: "form env-form", action: "/forms/save-environment")
    return Layout.page(frame.screen("Environment", tab: "/environment", context, body: body), context)
  }

  private static func buildCard(_ application: ApplicationRow, _ form: PostForm) -> HTML {
    Card("Build", note: "Only for the build of the image; the running service does not see them.").html(
      "<div class=\"form\">\(build(application, form))</div>")
  }

  private static let note: HTML =
    "What you type into the list is what the process gets, byte for byte; text is read as a .env file, with its quotes and comments."

  private static func build(_ application: ApplicationRow, _ form: PostForm) -> HTML {
    let arguments = EnvironmentEditor(
      name: "buildArgs", label: "Build arguments", text: application.buildArgs ?? "",
      help: "For ARG lines of the Dockerfile. They stay in the image’s history: no secrets here.", isPlain: true)
    let secrets = EnvironmentEditor(
      name: "buildSecrets", label: "Build secrets", text: application.buildSecrets ?? "",
      help: "For <code>RUN --mount=type=secret,id=NAME</code>. Never in a layer.", isPlain: true)
    let file = Toggle(
      "createEnvFile", "Write the variables to .env in the build", application.build.createEnvFile,
      help:
        "For frameworks that read it while they build. Whoever has the image can read what it copies of it: leave .env out by .dockerignore, or turn this off."
    )
    return "\(arguments.html(form))\(secrets.html(form))\(file.html(form))"
  }

  private static func help(_ model: Model) -> HTML {
    func name(_ scope: String) -> (EnvironmentVariables.Variable) -> HTML {
      { "<code>${{\(scope).\($0.name)}}</code> " }
    }
    let shared: HTML = """
      \(each: model.project.variables.prefix(12), name("project"))\
      \(each: model.environment.variables.prefix(12), name("environment"))
      """
    return shared.isEmpty
      ? "Shared variables of the project are used as <code>${{project.NAME}}</code>, of the environment as <code>${{environment.NAME}}</code>."
      : "Shared variables: \(shared)"
  }

  /// The problem of each variable whose references lead nowhere.
  static func problems(_ text: String, _ model: Model) -> [String: String] {
    EnvironmentVariables(parsing: text)
      .unknownReferences(project: model.project, environment: model.environment)
      .mapValues { "Nothing is called \($0.joined(separator: ", ")); a deployment would be refused." }
  }
}
