import SlipwayAnswers
import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// A database at a glance: how it is, how to connect, what happened last.
enum DatabaseOverviewPage: Page {
  static let path = DatabaseFrame.path

  static func html(_ request: PageRequest) async throws -> HTML {
    var model = Model(frame: try await DatabaseFrame.load(request, observing: true))
    model.latest = try await ServiceParts.latest(model.frame, request.desk)
    model.log = await model.frame.lastLines(request.desk)
    return render(model, request.context)
  }

  /// The database, its last deployment and its last words.
  struct Model: Sendable {
    var frame: DatabaseFrame
    var latest: DeploymentDetail?
    var log: [String] = []
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    let body: HTML = """
      <div class="page-body" id="overview" data-behavior="live" data-topics="application:\(frame.id)">\
      \(frame.problem.map { ErrorBox(title: "The next deployment would be refused", message: $0, tone: .warning).html })\
      \(model.latest.map { ServiceParts.latest($0, context) } ?? first(frame))\(ConnectCard(frame: frame).html)\
      <div class="columns"><div class="stack">\(ServiceParts.tasks(frame, context))\
      \(ServiceParts.output(model.log, frame))</div><div class="stack">\(facts(frame))</div></div></div>
      """
    return Layout.page(frame.screen("Overview", tab: "", context, body: body), context)
  }

  private static func first(_ frame: DatabaseFrame) -> HTML {
    // libSQL's image has no client that could ask.
    let proof = frame.detail.engine == .libsql ? "it listens" : "a login with the credentials below is accepted"
    return emptyState(
      .rocket, "Ready for its first deployment",
      "Deploy starts the server on its own volume; it is done when \(proof).")
  }

  private static func facts(_ frame: DatabaseFrame) -> HTML {
    let runtime = frame.facts.runtime
    var pairs: [(name: String, value: HTML)] = [
      ("Engine", "\(frame.engine.label)"), ("Image", "<code>\(frame.database.dockerImage)</code>"),
    ]
    for mount in frame.detail.mounts where mount.type == .volume {
      pairs.append(("Volume", "<code>\(mount.volumeName ?? "")</code>"))
    }
    if let limit = RuntimeWords.memory(runtime.memoryLimit) { pairs.append(("Memory limit", "\(limit)")) }
    if let limit = RuntimeWords.cores(runtime.cpuLimit) { pairs.append(("CPU limit", "\(limit) cores")) }
    return Card("Server").html("<div class=\"facts-list\">\(keyValue(pairs))</div>")
  }
}
