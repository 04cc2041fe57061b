import SlipwayCore
import SlipwayEngine
import SlipwayProcedures

/// What the containers of a compose stack write, live; one container at a time.
enum ComposeLogsPage: Page {
  static let path = ComposeFrame.path + "/logs"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await ComposeFrame.load(request, observing: true)
    let containers = (frame.state?.services ?? []).flatMap(\.containers).filter { $0.container != nil }
    let asked = containers.first { $0.name == request.query["container"] } ?? containers.first
    return render(Model(frame: frame, containers: containers, shown: asked), request.context)
  }

  /// The containers that can be listened to.
  struct Model: Sendable {
    var frame: ComposeFrame
    var containers: [StackContainer]
    var shown: StackContainer?
    var tail = 500
  }

  static func render(_ model: Model, _ context: PageContext) -> HTML {
    let frame = model.frame
    guard let shown = model.shown, let container = shown.container else {
      let body = emptyState(
        .logs, "Nothing runs", "The log of its containers appears here as soon as one is started.",
        action: frame.facts.deployments.first.map {
          linkButton("Open the last deployment", href: "/deployments/\($0.deploymentId)", icon: .rocket)
        })
      return Layout.page(frame.screen("Logs", tab: "/logs", context, body: body), context)
    }
    let stream = "/docker-container-logs?containerId=\(container.percentEncoded)&tail=\(model.tail)"
    let log = LogView(
      id: "container-log", title: shown.name, stream: stream, fileName: "\(shown.name).log",
      waiting: "The container has not written anything yet.")
    return Layout.page(
      frame.screen("Logs", tab: "/logs", context, body: choices(model) + log.html).wide(.full), context)
  }

  private static func choices(_ model: Model) -> HTML {
    guard model.containers.count > 1 else { return "" }
    func link(_ container: StackContainer) -> HTML {
      """
      <a href="\(model.frame.base)/logs?container=\(container.name.percentEncoded)"\
      \(when: container.id == model.shown?.id, " aria-current=\"true\"")>\(short(container, model))</a>
      """
    }
    return "<nav class=\"switcher\" aria-label=\"Containers\">\(each: model.containers, link)</nav>"
  }

  /// The container's name without the stack's.
  private static func short(_ container: StackContainer, _ model: Model) -> String {
    let prefix = model.frame.stack.appName
    guard container.name.hasPrefix(prefix) else { return container.name }
    return String(container.name.dropFirst(prefix.count + 1))
  }
}
