import SlipwayAnswers
import FoundationEssentials
import SlipwayCore
import SlipwayInventory
import SlipwayProcedures

/// The containers on the server, each with its service and what can be done with it.
enum DockerContainersPage: Page {
  static let path = "/docker"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await DockerFrame.load(request)
    return try await frame.page("Containers", path) {
      try await request.desk.ask(DockerGetContainers.self, frame.input)
    } body: {
      render($0, frame, query: request.query["q"] ?? "")
    }
  }

  static func render(_ containers: [ContainerRow], _ frame: DockerFrame, query: String = "") -> HTML {
    guard !containers.isEmpty else {
      return emptyState(
        .container, "No containers", "Each service runs in containers. They appear here as soon as one is deployed.",
        action: linkButton("Open the projects", href: "/projects", icon: .layers))
    }
    let running = containers.count(where: \.isRunning)
    return DockerList(
      title: "Containers", id: "containers", note: "\(running) of \(containers.count) run.", query: query
    ).html(containers.map { DockerContainerItem(container: $0, frame: frame).html })
  }
}

/// One container in the list.
struct DockerContainerItem {
  var container: ContainerRow
  var frame: DockerFrame

  var html: HTML {
    let words = "\(container.name) \(container.image) \(container.state) \(ownerWords(container.owner))"
    let ports: HTML? = container.ports.isEmpty ? nil : "<span class=\"mono\">\(container.ports)</span>"
    return """
      <article class="list-item" data-words="\(words)"><div class="list-main">\
      <div class="list-title"><a href="\(page())"><strong>\(container.name)</strong></a>\(status)</div>\
      <div class="list-sub"><span class="mono">\(container.image)</span>\(ownerMark(container.owner))\(ports)</div></div>\
      <div class="actions">\(linkButton("Log", href: page(), icon: .logs))\
      \(when: container.state == "running" && frame.mayChange, linkButton("Terminal", href: page("/terminal"), icon: .terminal))\
      \(when: frame.mayChange, menu("More about \(container.name)", actions))</div></article>
      """
  }

  private func page(_ tab: String = "") -> String {
    frame.href(DockerContainerPage.address(of: container.containerId) + tab)
  }

  private var status: HTML { DockerContainerItem.status(container.state, container.status) }

  static func status(_ state: String, _ words: String) -> HTML {
    let tone: Tone =
      switch state {
      case "running": words.contains("unhealthy") ? .failed : .good
      case "restarting", "paused": .warning
      case "dead": .failed
      default: .idle
      }
    return statusDot(tone, words.isEmpty ? state.capitalized : words)
  }

  private var actions: [HTML] {
    let inspect = linkButton("Inspect", href: page("/inspect"), .quiet, icon: .info)
    let name = container.name
    if container.isRunning {
      return [
        inspect, act("docker.restartContainer", "Restart", .refresh, "Restart \(name)? What it does now is cut off."),
        act("docker.stopContainer", "Stop", .stop, "Stop \(name)? Swarm starts another one if it is a service’s."),
        act("docker.killContainer", "Kill", .forbidden, "End \(name) at once, without time to finish?"), remove,
      ]
    }
    return [inspect, act("docker.startContainer", "Start", .play, nil), remove]
  }

  private var remove: HTML {
    act(
      "docker.removeContainer", "Remove", .trash,
      "Remove \(container.name)? What it has written outside of named volumes is lost.", isDangerous: true)
  }

  private func act(
    _ procedure: String, _ label: String, _ shown: Icon, _ question: String?, isDangerous: Bool = false
  ) -> HTML {
    var form = PostForm(
      procedure, frame.context, id: "\(procedure)-\(container.containerId.prefix(12))",
      hidden: [("containerId", container.containerId)] + frame.hidden)
    form.question = question
    return form.button(label, isDangerous ? .danger : .quiet, icon: shown)
  }
}
