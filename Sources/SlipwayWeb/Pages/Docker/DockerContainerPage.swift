import SlipwayAnswers
import Foundation
import SlipwayCore
import SlipwayInventory
import SlipwayProcedures

/// One container: its log.
enum DockerContainerPage: Page {
  static let path = "/docker/containers/:container"

  static func address(of container: String) -> String { "/docker/containers/\(container.prefix(12))" }

  static func html(_ request: PageRequest) async throws -> HTML {
    let view = try await DockerContainerView.load(request)
    let stream = view.frame.stream(
      "/docker-container-logs?containerId=\(view.container.containerId.percentEncoded)&tail=500")
    let log = LogView(
      id: "container-log", title: view.container.name, stream: stream, fileName: "\(view.container.name).log",
      waiting: "The container has not written anything yet.")
    return view.layout("Log", "", log.html)
  }
}

/// One container: all that Docker says of it.
enum DockerInspectPage: Page {
  static let path = DockerContainerPage.path + "/inspect"

  static func html(_ request: PageRequest) async throws -> HTML {
    let view = try await DockerContainerView.load(request)
    let all = try await request.desk.ask(
      DockerGetConfig.self,
      DockerContainerInput(containerId: view.container.containerId, serverId: view.frame.input.serverId))
    return view.layout("Inspect", "/inspect", InspectView(title: view.container.name, value: all).html)
  }
}

/// One container: a shell in it.
enum DockerTerminalPage: Page {
  static let path = DockerContainerPage.path + "/terminal"

  static func html(_ request: PageRequest) async throws -> HTML {
    let view = try await DockerContainerView.load(request)
    let isRunning = view.container.state == "running"
    let body =
      !view.frame.mayChange
      ? emptyState(.terminal, "Not for your role", "Owners and admins may open a terminal in a container.")
      : isRunning
        ? TerminalView.container(
          view.container.containerId, on: view.frame.server?.serverId, title: view.container.name
        ).html
        : emptyState(.terminal, "It does not run", "A terminal opens in a running container. Start it first.")
    return view.layout("Terminal", "/terminal", body)
  }
}

/// What the pages of one container show around their content.
struct DockerContainerView: Sendable {
  var container: ContainerRow
  var frame: DockerFrame

  /// - Throws: `notFound` for one that is not there, or that the viewer must not know of.
  static func load(_ request: PageRequest) async throws -> DockerContainerView {
    let name = request.parameters["container"] ?? ""
    let frame = try await DockerFrame.load(request)
    let all = try await request.desk.ask(DockerGetContainers.self, frame.input)
    guard name.count >= 12, let found = all.first(where: { $0.containerId.hasPrefix(name) || $0.name == name }) else {
      throw SlipwayError.notFound("Container")
    }
    return DockerContainerView(container: found, frame: frame)
  }

  func layout(_ title: String, _ tab: String, _ body: HTML) -> HTML {
    let base = DockerContainerPage.address(of: container.containerId)
    let tabs = [
      Tab("Log", frame.href(base), key: "l"), Tab("Terminal", frame.href(base + "/terminal"), key: "t"),
      Tab("Inspect", frame.href(base + "/inspect"), key: "o"),
    ]
    let sentence: HTML = """
      \(DockerContainerItem.status(container.state, container.status))<span class="mono">\(container.image)</span>\
      \(ownerMark(container.owner))
      """
    return Layout.page(
      Screen(
        "\(container.name) · \(title)", place: .docker,
        crumbs: [Crumb("Docker", frame.href(DockerContainersPage.path)), Crumb(container.name)],
        heading: pageHeading(container.name, sentence: sentence),
        tabs: SlipwayWeb.tabs(tabs, current: frame.href(base + tab), label: "Container"), body: body
      ).wide(.full), frame.context)
  }
}

/// What Docker says of something, as it says it, to be searched and copied.
struct InspectView {
  var title: String
  var value: JSONValue

  var html: HTML {
    LogView(id: "inspect", title: "Docker’s own words", lines: Self.lines(value), fileName: "\(title).json").html
  }

  static func lines(_ value: JSONValue) -> [String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = (try? encoder.encode(value)) ?? Data()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
