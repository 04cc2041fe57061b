import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// The machines that services can be brought to.
enum ServersPage: Page {
  static let path = "/servers"

  static func html(_ request: PageRequest) async throws -> HTML {
    let servers = try await request.desk.ask(ServerAll.self, NoInput())
    let keys = try await request.desk.ask(SSHKeyAllForApps.self, NoInput())
    return render(servers, keys, request.context)
  }

  static func render(_ servers: [ServerRow], _ keys: [SSHKeyAllForApps.Item], _ context: PageContext) -> HTML {
    let create = dialogButton("Add server", opens: "server-new", .primary, icon: .plus)
    let list = Card(isFlush: true).html("<div class=\"list\">\(each: servers, { item($0, context) })</div>")
    let body: HTML =
      servers.isEmpty
      ? emptyState(
        .server, "No servers yet",
        "Any Linux machine that you reach by SSH. Slipway installs Docker there where it is missing, and brings its proxy.",
        action: create) : list
    let heading = pageHeading("Servers", actions: servers.isEmpty ? nil : create)
    return Layout.page(
      Screen(
        "Servers", place: .servers, crumbs: [Crumb("Servers")], heading: heading,
        body: """
          <div id="servers" data-behavior="live" data-topics="servers">\(body)</div>\
          \(ServerDialog(context: context, server: nil, keys: keys).html)
          """
      ).wide(.narrow), context)
  }

  private static func item(_ server: ServerRow, _ context: PageContext) -> HTML {
    let docker = server.dockerVersion.map { "<span>Docker \($0)</span>" as HTML }
    let problem = server.problem.map { "<div class=\"wide-part\"><p class=\"muted\">\($0)</p></div>" as HTML }
    return """
      <article class="list-item"><div class="list-main"><div class="list-title">\
      <a class="link" href="\(path)/\(server.serverId)">\(server.name)</a>\(badge(ServerWords.purpose(server.serverType)))\
      \(statusDot(ServerWords.tone(server.state), ServerWords.word(server.state)))</div>\
      <div class="list-sub"><span><code>\(server.username)@\(server.ipAddress):\(server.port)</code></span>\(docker)\
      \(server.description.map { "<span>\($0)</span>" })</div></div>\
      <div class="actions">\(linkButton("Open", href: "\(path)/\(server.serverId)"))</div>\(problem)</article>
      """
  }
}
