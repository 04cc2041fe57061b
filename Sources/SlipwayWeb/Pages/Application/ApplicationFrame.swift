import Foundation
import SlipwayCore
import SlipwayProcedures

/// What all pages of one application show around their content: its name, how it is, what to do next, the tabs.
struct ApplicationFrame: Sendable {
  var detail: ApplicationDetail
  /// What the next deployment would change, by the last good release; `nil` before the first.
  var changes: [Evidence.Change]?
  /// Why the next deployment would be refused before it begins.
  var problem: String?
  /// What Docker says now; `nil` when it was not asked or does not answer.
  var observed: ObservedService?

  /// - Throws: `notFound` for an application that is not there, or is somebody else's.
  static func load(_ request: PageRequest) async throws -> ApplicationFrame {
    let id: ID<Deployable> = request.id("application")
    let input = ApplicationInput(applicationId: id)
    let detail = try await request.desk.ask(ApplicationOne.self, input)
    async let state = request.desk.find(ApplicationState.self, input)
    async let pending = request.desk.find(ApplicationPendingChanges.self, input)
    return ApplicationFrame(
      detail: detail, changes: await pending?.changes, problem: await pending?.problem,
      observed: await state?.service.map(ObservedService.init))
  }

  /// The last lines of what the service's tasks wrote; none when Docker does not answer.
  static func lastLines(_ frame: ApplicationFrame, _ desk: Desk) async -> [String] {
    guard frame.application.applicationStatus != .idle, !frame.application.isStopped else { return [] }
    let fields: JSONValue = ["applicationId": .string(frame.id.rawValue), "tail": 12]
    let text = try? await desk.ask(ApplicationReadLogs.self, fields: fields)
    return (text ?? "").split(separator: "\n").map(String.init)
  }

  var application: ApplicationRow { detail.application }
  var id: ID<Deployable> { application.applicationId }
  var base: String { "/applications/\(id)" }

  /// The deployment that waits or is at work.
  var active: DeploymentRow? {
    detail.deployments.last { $0.state == .running } ?? detail.deployments.last { $0.state == .queued }
  }

  func screen(_ title: String, tab: String, _ context: PageContext, body: HTML) -> Screen {
    Screen(
      "\(application.name) · \(title)", place: .projects, crumbs: crumbs, heading: heading(context),
      tabs: SlipwayWeb.tabs(tabs, current: base + tab, label: "Application"),
      body: body + DeployDialog(frame: self, context: context).html)
  }

  private var crumbs: [Crumb] {
    let environment = detail.environment
    let href = "/environments/\(environment.environmentId)"
    return [
      Crumb("Projects", "/projects"), Crumb(environment.project?.name ?? "Project", href),
      Crumb(environment.name, href), Crumb(application.name),
    ]
  }

  private var tabs: [Tab] {
    [
      Tab("Overview", base, key: "o"), Tab("Deployments", base + "/deployments", key: "d"),
      Tab("Logs", base + "/logs", key: "l"), Tab("Environment", base + "/environment", key: "e"),
      Tab("Domains", base + "/domains", key: "m", count: detail.domains.isEmpty ? nil : detail.domains.count),
      Tab("Source & build", base + "/source", key: "b"),
      Tab("Storage", base + "/storage", key: "s", count: detail.mounts.isEmpty ? nil : detail.mounts.count),
      Tab("Advanced", base + "/advanced", key: "v"),
    ]
  }

  private func heading(_ context: PageContext) -> HTML {
    let sentence = ServiceSentence(frame: self)
    return """
      <div id="application-head" data-behavior="live" data-topics="application:\(id)">\
      \(pageHeading(
        application.name,
        sentence: """
        \(statusDot(sentence.tone, sentence.word))<span>\(sentence.text)</span>\(address)
        """,
        actions: ApplicationActions(frame: self, context: context).html))</div>
      """
  }

  /// Where to open it: the first domain that is on.
  private var address: HTML? {
    guard let domain = detail.domains.first(where: \.enabled) else { return nil }
    let shown = domain.host + (domain.path == "/" ? "" : domain.path)
    let url = SafeURL.outside("\(domain.https ? "https" : "http")://\(shown)")
    return """
      <a class="app-url" href="\(url)" target="_blank" rel="noopener">\(shown)\(icon(.external))</a>
      """
  }
}
