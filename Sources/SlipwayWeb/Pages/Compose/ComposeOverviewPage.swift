import SlipwayAnswers
import FoundationEssentials
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// A compose stack at a glance: each service, what it is wanted to do and what it does.
enum ComposeOverviewPage: Page {
  static let path = ComposeFrame.path

  static func html(_ request: PageRequest) async throws -> HTML {
    var model = Model(frame: try await ComposeFrame.load(request, observing: true))
    model.asks = await ComposeAskBox.load(model.frame, request)
    model.latest = try await ServiceParts.latest(model.frame, request.desk)
    return render(model, request.context)
  }

  /// The stack and its last deployment.
  struct Model: Sendable {
    var frame: ComposeFrame
    var latest: DeploymentDetail?
    /// What the file asks of the server, where it does.
    var asks: ComposeAsks.Output?
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let body: HTML = """
      <div class="page-body" id="overview" data-behavior="live" data-topics="application:\(frame.id)">\
      \(frame.problem.map { ErrorBox(title: "The next deployment would be refused", message: $0, tone: .warning).html })\
      \(model.asks.flatMap { ComposeAskBox(frame: frame, context: context, asks: $0).html })\
      \(model.latest.map { ServiceParts.latest($0, context) } ?? first(frame))\
      <div class="columns"><div class="stack">\(services(frame, context))</div>\
      <div class="stack">\(reach(frame))\(facts(frame))</div></div></div>
      """
    return Layout.page(frame.screen("Overview", tab: "", context, body: body), context)
  }

  private static func first(_ frame: ComposeFrame) -> HTML {
    let hasFile =
      frame.stack.settings.sourceType == .raw
      ? !frame.stack.composeFile.isEmpty : frame.stack.repository.customGitUrl?.isEmpty == false
    return emptyState(
      .layers, "Ready for its first deployment",
      hasFile
        ? "Deploy builds and pulls the images, starts every service and proves that each is healthy and each domain answers."
        : "Paste a compose file, or say which repository has it; then deploy.",
      action: hasFile ? nil : linkButton("Write the file", href: frame.base + "/file", .primary))
  }

  private static func services(_ frame: ComposeFrame, _ context: PageContext) -> HTML? {
    guard let state = frame.state, !state.services.isEmpty else { return nil }
    return Card("Services", note: "What is wanted beside what runs.", isFlush: true).html(
      "<div class=\"list\">\(each: state.services, { ComposeServiceItem(service: $0, frame: frame, context: context).html })</div>"
    )
  }

  /// What runs is more than the stack's own: nobody should have to look for that.
  private static func reach(_ frame: ComposeFrame) -> HTML? {
    guard let mayDo = frame.detail.mayDo, !mayDo.isEmpty else { return nil }
    let how =
      switch frame.stack.settings.allowedBy {
      case .typed: "The server’s owner allowed it by writing the file."
      case .asked: "The server’s owner was asked and allowed it."
      case nil: "The server’s owner allowed it."
      }
    return Card("Reaches beyond the stack", note: "\(how)", id: "reach", tone: .warning).html(
      """
      <div class="stack"><ul class="losses">\(each: mayDo, { "<li>\($0)</li>" })</ul>\
      <div class="form-actions">\(linkButton("What the file asks for", href: frame.base + "/advanced#" + ComposeAsksCard.id))</div></div>
      """)
  }

  private static func facts(_ frame: ComposeFrame) -> HTML {
    let stack = frame.stack
    var pairs: [(name: String, value: HTML)] = [
      ("Runs on", stack.settings.composeType == .stack ? "The Swarm" : "Docker Compose"),
      ("Name in Docker", copyText(stack.appName)),
    ]
    if stack.settings.sourceType == .raw {
      pairs.append(("File", "<a class=\"link\" href=\"\(frame.base)/file\">typed here</a>"))
    } else {
      pairs.append(("Repository", "<code>\(stack.repository.customGitUrl ?? "not set")</code>"))
      pairs.append(("File", "<code>\(stack.settings.composePath)</code>"))
    }
    pairs.append(("Webhook deploys", stack.autoDeploy ? "On" : "Off"))
    return Card("Stack").html("<div class=\"facts-list\">\(keyValue(pairs))</div>")
  }
}
