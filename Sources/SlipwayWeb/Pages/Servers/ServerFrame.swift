import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What all pages of one server show around their content: how it stands, what can be done with it, the tabs.
struct ServerFrame: Sendable {
  var detail: ServerDetail
  var context: PageContext

  var server: ServerRow { detail.server }
  var base: String { "\(ServersPage.path)/\(server.serverId)" }
  /// Whether the viewer may change it, and so do anything on it.
  var mayChange: Bool { context.viewer.map { $0.role != .member } ?? false }
  /// Whether anything can be done there now, as far as its settings say.
  var isUsable: Bool { ![.disabled, .unconfirmed, .keyless].contains(server.state) }

  /// - Throws: `notFound` for one that is not there, or that the viewer must not know of.
  static func load(_ request: PageRequest) async throws -> ServerFrame {
    let detail = try await request.desk.ask(ServerOne.self, ServerInput(serverId: request.id("server")))
    return ServerFrame(detail: detail, context: request.context)
  }

  /// - Parameter tab: the end of its address.
  func screen(_ title: String, tab: String, body: HTML) -> Screen {
    let crumbs = [Crumb("Servers", ServersPage.path), Crumb(server.name)]
    return Screen(
      tab.isEmpty ? server.name : "\(server.name) · \(title)", place: .servers, crumbs: crumbs,
      heading: heading(tab.isEmpty ? actions : nil),
      tabs: SlipwayWeb.tabs(tabs, current: base + tab, label: "Server"), body: body)
  }

  private var tabs: [Tab] {
    let schedules = mayChange ? [Tab("Schedules", base + "/schedules", key: "c")] : []
    return [
      Tab("Overview", base, key: "o"), Tab("Monitoring", base + "/monitoring", key: "m"),
      Tab("Terminal", base + "/terminal", key: "t"),
    ] + schedules + [
      Tab("Docker", "\(DockerContainersPage.path)?server=\(server.serverId.rawValue.percentEncoded)", key: "d")
    ]
  }

  private func heading(_ actions: HTML?) -> HTML {
    let sentence: HTML = """
      \(statusDot(ServerWords.tone(server.state), ServerWords.word(server.state)))\
      <span><code>\(server.username)@\(server.ipAddress):\(server.port)</code></span>\
      <span>for \(ServerWords.purpose(server.serverType))</span>
      """
    return """
      <div id="server-head" data-behavior="live" data-topics="server:\(server.serverId)">\
      \(pageHeading(server.name, sentence: sentence, actions: actions))</div>
      """
  }

  private var actions: HTML {
    let id = server.serverId.rawValue
    let named = [(name: "serverId", value: id)]
    var setUp = PostForm("server.setup", context, id: "set-up", hidden: named)
    setUp.refusalTitle = "Not started"
    let toggle = PostForm(
      "server.setEnabled", context, id: "toggle-server",
      hidden: named + [("isEnabled", server.isEnabled ? "false" : "true")])
    let canSetUp = isUsable && server.state != .settingUp
    let isNext = [.fresh, .failed].contains(server.state)
    return """
      \(when: canSetUp, setUp.button(server.state == .ready ? "Set up again" : "Set up", isNext ? .primary : .plain, icon: .play))\
      \(dialogButton("Edit", opens: "server-edit", icon: .edit))\
      \(menu("More for \(server.name)", [
        toggle.button(server.isEnabled ? "Disable" : "Enable", icon: server.isEnabled ? .stop : .play),
        dialogButton("Delete", opens: "server-delete", .danger, icon: .trash),
      ]))
      """
  }
}
