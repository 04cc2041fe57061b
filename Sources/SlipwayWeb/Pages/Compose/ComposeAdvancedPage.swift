import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What few need to change of a compose stack, and the end of it.
enum ComposeAdvancedPage: Page {
  static let path = ComposeFrame.path + "/advanced"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await ComposeFrame.load(request)
    let isSeen = frame.stack.settings.sourceType == .raw || request.query["look"] == "file"
    var model = Model(
      frame: frame, volumes: try await request.desk.find(ComposeVolumes.self, ComposeInput(composeId: frame.id)) ?? []
    )
    guard isSeen else { return render(model, request.context) }
    do {
      model.asks = try await request.desk.ask(ComposeAsks.self, ComposeInput(composeId: frame.id))
    } catch let error as SlipwayError {
      // Whoever may only look at the stack is not shown what its file says.
      if error.code != .forbidden { model.problem = error.message }
    }
    return render(model, request.context)
  }

  /// The stack, and what its file asks of the server where it was looked at.
  struct Model: Sendable {
    var frame: ComposeFrame
    /// What was made for it in Docker.
    var volumes: [String] = []
    var asks: ComposeAsks.Output?
    /// Why the file could not be looked at.
    var problem: String?
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let body: HTML = """
      \(general(frame, context))\(running(frame, context))\(ComposeNetworksCard(frame: frame, context: context).html)\
      \(ComposeAsksCard(frame: frame, asks: model.asks, problem: model.problem, context: context).html)\(danger(model, context))
      """
    return Layout.page(frame.screen("Advanced", tab: "/advanced", context, body: body).wide(.normal), context)
  }

  private static func general(_ frame: ComposeFrame, _ context: PageContext) -> HTML {
    let form = PostForm("compose.update", context, id: "general", hidden: frame.named)
    let name = Field("name", "Name", frame.stack.name).with { $0.isRequired = true }
    let description = Field("description", "Description", frame.stack.description ?? "")
    return Card("General", id: "general").html(
      form.html("\(name.html(form))\(description.html(form))<div class=\"form-actions\">\(button("Save"))</div>"))
  }

  private static func running(_ frame: ComposeFrame, _ context: PageContext) -> HTML {
    let form = PostForm("compose.update", context, id: "running", hidden: frame.named)
    let settings = frame.stack.settings
    let type = Select(
      "composeType", "Runs on",
      [.init("docker-compose", "Docker Compose, on this server"), .init("stack", "The Swarm, as a stack")],
      settings.composeType.rawValue, help: "Changing it stops what runs before the next deployment starts.")
    let command = Field("command", "Extra arguments", settings.command).with { field in
      field.isCode = true
      field.placeholder = "--profile jobs"
      field.help =
        "<code>--profile NAME</code>, <code>--pull always</code>, <code>--no-cache</code>, <code>--force-recreate</code>."
    }
    let suffix = Field("suffix", "Suffix", settings.suffix).with { field in
      field.isCode = true
      field.placeholder = "a1b2"
    }
    return Card("How it runs", note: "Applied by the next deployment.", id: "running").html(
      form.html(
        """
        <div class="form-row">\(type.html(form))\(command.html(form))</div>\
        \(Toggle("isolatedDeployment", "Isolated", settings.isolatedDeployment, help: "Its services share a network of their own; only those with a domain are on the proxy’s, too.").html(form))\
        \(Toggle("randomize", "Put the suffix behind all names", settings.randomize, help: "So that the same file can run twice.").html(form))\
        \(suffix.html(form))\
        \(Toggle("createEnvFile", "Write the variables to .env beside the file", settings.createEnvFile).html(form))\
        <div class="form-actions">\(button("Save"))</div>
        """))
  }

  private static func danger(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let form = PostForm(
      "compose.delete", context, hidden: frame.named, next: "/environments/\(frame.detail.environment.environmentId)")
    let choice = Select(
      "deleteVolumes", "Its volumes",
      [.init("false", "Keep \(named(model.volumes))"), .init("true", "Delete \(named(model.volumes)) for good")],
      "false")
    let dialog = DeleteDialog(
      id: "delete-compose", noun: "stack", name: frame.stack.name,
      losses: ["its containers and networks", "its file, settings and environment", "the history and logs"]
        + frame.detail.domains.map { "the address \($0.host)\($0.path == "/" ? "" : $0.path)" },
      choice: choice.tiles(form), form: form)
    return Card("Delete", tone: .failed).html(
      """
      <div class="danger-row"><p>Stops all services and removes the stack. You choose about its volumes.</p>\
      \(dialogButton("Delete stack", opens: dialog.id, .danger, icon: .trash))</div>\(dialog.html)
      """)
  }

  private static func named(_ volumes: [String]) -> String {
    volumes.isEmpty ? "what it has written" : volumes.joined(separator: ", ")
  }
}
