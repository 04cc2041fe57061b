import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// A shell in one of a service's containers.
enum TerminalPage<Frame: ServiceFrame>: Page {
  static var path: String { Frame.path + "/terminal" }

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await Frame.load(request, observing: true)
    return render(frame, container: request.query["container"], request.context)
  }

  /// - Parameter asked: the id of a container; the first is shown when it is none of the service's.
  static func render(_ frame: Frame, container asked: String?, _ context: PageContext) -> HTML {
    let containers = frame.containers
    let body: HTML
    if context.viewer.map({ $0.role == .member }) ?? true {
      body = emptyState(
        .terminal, "Not for your role",
        "In a container one can read and change everything of the service, so owners and admins may open a terminal.")
    } else if let container = RunningContainer.chosen(asked, of: containers) {
      let title = containers.count > 1 ? container.title : frame.facts.name
      body =
        RunningContainer.switcher(containers, current: container, page: frame.base + "/terminal")
        + TerminalView.container(container.id, on: frame.facts.server?.serverId, title: title).html
    } else {
      body = emptyState(
        .terminal, "Nothing runs",
        "A terminal opens in a running container. What is changed there is gone with the container, but for its volumes.",
        action: linkButton("Open the overview", href: frame.base))
    }
    return Layout.page(frame.screen("Terminal", tab: "/terminal", context, body: body).wide(.full), context)
  }
}
