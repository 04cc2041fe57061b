import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayProcedures

/// What all pages of one service show around their content, whatever its kind: its name, how it is, what to do next, the
/// tabs. A new kind of service is one type that conforms; it gets the shared pages by naming them in ``Pages``:
/// `LogsPage<DatabaseFrame>.self`.
protocol ServiceFrame: Sendable {
  /// The address of its overview with the parameter that names it, such as `/applications/:application`.
  static var path: String { get }
  /// - Parameter observing: whether Docker is asked how it is; without, it is as the rows say.
  /// - Throws: `notFound` for a service that is not there, or is somebody else's.
  static func load(_ id: ID<Deployable>, observing: Bool, _ desk: Desk) async throws -> Self

  var facts: ServiceFacts { get }
  /// What the next deployment would change, by the last good release; `nil` before the first.
  var changes: [Evidence.Change]? { get }
  /// Why the next deployment would be refused before it begins.
  var problem: String? { get }
  /// Whether the next deployment ends the version that runs before the new one starts, for a reason of its own.
  var stopsFirst: Bool { get }
  /// What Docker says now; `nil` when it was not asked or does not answer.
  var observed: ObservedService? { get }
  /// Its containers that run.
  var containers: [RunningContainer] { get }
  var tabs: [Tab] { get }
  /// Behind the sentence of how it is: where to open it.
  var address: HTML? { get }
  /// Where a container of it keeps what the service is for; `nil` where nobody can say.
  var dataPath: String? { get }
  /// What can be done with it from every one of its pages.
  func actions(_ context: PageContext) -> HTML
}

/// What services of all kinds have.
struct ServiceFacts: Sendable {
  var id: ID<Deployable>
  var kind: Deployable.Kind
  /// The published API's word for the kind: `application`, `postgres`, …; its procedures begin with it.
  var type: String
  var name: String
  var appName: String
  var description: String
  var status: Deployable.Status
  var isStopped: Bool
  /// The environment as typed.
  var env: String
  var runtime: RuntimeSettings
  var environment: EnvironmentRow
  var mounts: [MountRow]
  /// Newest first.
  var deployments: [DeploymentRow]
  /// Where it runs; `nil` is this machine.
  var server: ServerRow?
}

extension ServiceFacts {
  /// The field by which its procedures name it.
  var idField: String { type + "Id" }

  /// The input of ``DeploymentAllByType``.
  var history: JSONValue { .object(["id": .string(id.rawValue), "type": .string(kind.rawValue)]) }
}

extension ServiceFrame {
  /// The one that the address of a page names.
  static func load(_ request: PageRequest, observing: Bool = false) async throws -> Self {
    try await load(request.id(PagePattern(path).names.first ?? ""), observing: observing, request.desk)
  }

  var address: HTML? { nil }
  var dataPath: String? { nil }
  var stopsFirst: Bool { false }
  var id: ID<Deployable> { facts.id }

  /// What streams of containers are asked with besides.
  var place: String { facts.server.map { "&serverId=\($0.serverId.rawValue.percentEncoded)" } ?? "" }
  var base: String { "/\(facts.kind.folder)/\(facts.id)" }

  /// What forms post so that ``ServiceTarget`` finds it again.
  var target: [(name: String, value: String)] { [("serviceType", facts.type), ("serviceId", id.rawValue)] }

  /// What forms post that call one of its procedures directly.
  var named: [(name: String, value: String)] { [(facts.idField, id.rawValue)] }

  /// The deployment that waits or is at work.
  var active: DeploymentRow? {
    facts.deployments.last { $0.state == .running } ?? facts.deployments.last { $0.state == .queued }
  }

  /// The last lines of what its tasks wrote; none when Docker does not answer.
  func lastLines(_ desk: Desk) async -> [String] {
    guard facts.status != .idle, !facts.isStopped else { return [] }
    let fields: [String: JSONValue] = [facts.idField: .string(id.rawValue), "tail": 12]
    let text = try? await desk.call(facts.type + ".readLogs", fields).stringValue
    return (text ?? "").split(separator: "\n").map(String.init)
  }

  func screen(_ title: String, tab: String, _ context: PageContext, body: HTML) -> Screen {
    Screen(
      "\(facts.name) · \(title)", place: .projects, crumbs: crumbs, heading: heading(context),
      tabs: SlipwayWeb.tabs(tabs, current: base + tab, label: facts.kind.noun),
      body: body + DeployDialog(frame: self, context: context).html)
  }

  var crumbs: [Crumb] {
    let environment = facts.environment
    let href = "/environments/\(environment.environmentId)"
    return [
      Crumb("Projects", "/projects"), Crumb(environment.project?.name ?? "Project", href),
      Crumb(environment.name, href), Crumb(facts.name),
    ]
  }

  /// Which server it is on, where that is not this machine.
  private var runsOn: HTML? {
    facts.server.map { server in
      """
      <span>on <a class="link" href="\(ServersPage.path)/\(server.serverId)">\(server.name)</a></span>\
      \(when: server.state != .ready, statusDot(ServerWords.tone(server.state), ServerWords.word(server.state)))
      """
    }
  }

  private func heading(_ context: PageContext) -> HTML {
    let sentence = ServiceSentence(frame: self)
    return """
      <div id="application-head" data-behavior="live" data-topics="application:\(id)">\
      \(pageHeading(
        facts.name,
        sentence: """
        \(statusDot(sentence.tone, sentence.word))\(runsOn)\
        \(when: !sentence.text.isEmpty, "<span>\(sentence.text)</span>")\(address)
        """,
        actions: actions(context)))</div>
      """
  }
}

/// Loads the frame of a service by its kind.
enum ServiceFrames {
  static func load(_ kind: Deployable.Kind, _ id: ID<Deployable>, _ desk: Desk) async throws -> any ServiceFrame {
    switch kind {
    case .application: try await ApplicationFrame.load(id, observing: false, desk)
    case .database: try await DatabaseFrame.load(id, observing: false, desk)
    case .compose: try await ComposeFrame.load(id, observing: false, desk)
    }
  }
}
