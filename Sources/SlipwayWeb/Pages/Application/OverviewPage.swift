import SlipwayAnswers
import FoundationEssentials
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// An application at a glance: from here alone a new user can run it.
enum OverviewPage: Page {
  static let path = "/applications/:application"

  static func html(_ request: PageRequest) async throws -> HTML {
    var model = Model(frame: try await ApplicationFrame.load(request, observing: true))
    model.latest = try await ServiceParts.latest(model.frame, request.desk)
    model.log = await model.frame.lastLines(request.desk)
    return render(model, request.context)
  }

  /// The application, its last deployment and its last words.
  struct Model: Sendable {
    var frame: ApplicationFrame
    var latest: DeploymentDetail?
    var log: [String] = []
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let body: HTML = """
      <div class="page-body" id="overview" data-behavior="live" data-topics="application:\(frame.id)">\
      \(frame.problem.map { ErrorBox(title: "The next deployment would be refused", message: $0, tone: .warning).html })\
      \(model.latest.map { ServiceParts.latest($0, context) } ?? first(frame))\
      <div class="columns"><div class="stack">\(ServiceParts.tasks(frame, context))\(ServiceParts.output(model.log, frame))</div>\
      <div class="stack">\(facts(frame))</div></div></div>
      """
    return Layout.page(frame.screen("Overview", tab: "", context, body: body), context)
  }

  private static func first(_ frame: ApplicationFrame) -> HTML {
    if frame.application.source.sourceType == .push {
      return emptyState(
        .terminal, "Ready for its first push", "The source page has the commands; git push deploys.",
        action: linkButton("Show the commands", href: frame.base + "/source"))
    }
    return emptyState(
      .rocket, "Ready for its first deployment",
      isConfigured(frame.application)
        ? "Deploy fetches the source, builds it, starts it and gives it its address."
        : "Say where the code or the image comes from, then deploy.",
      action: isConfigured(frame.application) ? nil : linkButton("Set the source", href: frame.base + "/source"))
  }

  /// Whether it can be deployed as it is; a zip comes with a deployment.
  static func isConfigured(_ application: ApplicationRow) -> Bool { summary(application)?.isAddress == true }

  private static func summary(_ application: ApplicationRow) -> SourceSummary? {
    Sources.type(of: application.source.sourceType)?.summary(of: application.source)
  }

  private static func facts(_ frame: ApplicationFrame) -> HTML {
    let application = frame.application
    let runtime = application.runtime
    var pairs: [(name: String, value: HTML)] = [
      ("Source", source(application)),
      ("Internal address", copyText(application.appName)),
      ("Replicas", "\(runtime.replicas)"),
    ]
    if let limit = RuntimeWords.memory(runtime.memoryLimit) { pairs.append(("Memory limit", "\(limit)")) }
    if let limit = RuntimeWords.cores(runtime.cpuLimit) { pairs.append(("CPU limit", "\(limit) cores")) }
    pairs.append(("Webhook deploys", application.autoDeploy ? "On" : "Off"))
    return Card("Service").html("<div class=\"facts-list\">\(keyValue(pairs))</div>")
  }

  private static func source(_ application: ApplicationRow) -> HTML {
    guard let summary = summary(application) else { return "<span class=\"muted\">not set</span>" }
    guard summary.isAddress else { return "\(summary.text)" }
    let branch: HTML? = summary.branch.map { "<br><span class=\"muted\">\(icon(.branch)) \($0)</span>" }
    return "<code>\(summary.text)</code>\(branch)"
  }
}
