import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// One server: how it stands, what is to be done next, what was done.
enum ServerDetailPage: Page {
  static let path = "/servers/:server"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await ServerFrame.load(request)
    let keys = try await request.desk.ask(SSHKeyAllForApps.self, NoInput())
    return render(frame, keys, look: request.query["look"])
  }

  /// - Parameter look: what somebody wants to have looked at now.
  static func render(_ frame: ServerFrame, _ keys: [SSHKeyAllForApps.Item], look: String?) -> HTML {
    let (detail, server, context) = (frame.detail, frame.server, frame.context)
    let body: HTML = """
      <div class="stack" id="server" data-behavior="live" data-topics="server:\(server.serverId)">\
      \(ServerNextCard(detail: detail, context: context).html)\(ServerSetupCard(detail: detail, context: context).html)</div>\
      \(builds(detail))\(hostKey(server, look, context))\(looks(server, look, context))\(facts(detail, context))\
      \(ServerDialog(context: context, server: server, keys: keys).html)\(deleteDialog(server, context))
      """
    return Layout.page(frame.screen("Overview", tab: "", body: body), context)
  }

  private static func builds(_ detail: ServerDetail) -> HTML? {
    guard detail.server.serverType == .build else { return nil }
    let note: HTML =
      "Up to \(detail.server.buildsConcurrency) at once. Their images leave by a registry; the cache stays here."
    guard !detail.more.builds.isEmpty else {
      return Card("Builds", note: note, id: "builds").html(
        "<p class=\"muted\">Nothing yet. Choose this server at an application’s Source &amp; build.</p>")
    }
    return Card("Builds", note: note, id: "builds", isFlush: true).html(
      """
      <div class="list">\(each: detail.more.builds, { build -> HTML in
        "<a class=\"list-item\" href=\"/applications/\(build.applicationId)/source#build-server\">\(build.name)</a>"
      })</div>
      """)
  }

  private static func hostKey(_ server: ServerRow, _ look: String?, _ context: PageContext) -> HTML? {
    guard server.isEnabled, let fingerprint = server.hostKeyFingerprint else { return nil }
    let isWanted = look == "host-key"
    let known: HTML = "<p>Confirmed: <code>\(fingerprint)</code>. Any other is refused.</p>"
    let now: HTML =
      isWanted
      ? fragment("/servers/\(server.serverId)/host-key", id: "host-key-now", waiting: "Asking the server…")
      : "<div class=\"actions\">\(linkButton("Compare with the server", href: "?look=host-key#host-key", icon: .refresh))</div>"
    return Card("Host key", note: "What the server proves itself by.", id: "host-key").html(
      "<div class=\"form\">\(known)\(now)</div>")
  }

  private static func looks(_ server: ServerRow, _ look: String?, _ context: PageContext) -> HTML? {
    guard ![.disabled, .unconfirmed, .keyless].contains(server.state) else { return nil }
    let address = "/servers/\(server.serverId)"
    func card(_ title: String, _ note: HTML, _ word: String, _ waiting: String) -> HTML {
      Card(
        title, note: note, actions: linkButton("Look now", href: "?look=\(word)#\(word)", icon: .search), id: word,
        isFlush: false
      ).html(
        look == word
          ? fragment("\(address)/\(word)", id: "\(word)-now", waiting: waiting)
          : "<p class=\"muted\">Nobody has looked since this page was opened.</p>")
    }
    return """
      \(card("Checks", "What is there, what is missing, and what to do about it.", "checks", "Looking at the server…"))\
      \(card("Security", "Firewall, sign-in by SSH, and who is kept out after guessing.", "security", "Looking at the server…"))
      """
  }

  private static func facts(_ detail: ServerDetail, _ context: PageContext) -> HTML {
    let server = detail.server
    var facts: [(String, HTML)] = [
      ("SSH key", "\(server.sshKeyName ?? "none")"), ("Builds at once", "\(server.buildsConcurrency)"),
      ("Added", moment(server.createdAt, now: context.now)),
    ]
    if let version = server.dockerVersion { facts.insert(("Docker", "\(version)"), at: 0) }
    if let since = server.observedSince {
      facts.append((server.isReachable == true ? "Answers since" : "Silent since", moment(since, now: context.now)))
    }
    let key: HTML? = detail.more.publicKey.map { line in
      "<div><p class=\"note\">Its key, as a line of authorized_keys:</p>\(copyText(line, label: "Copy the public key"))</div>"
    }
    return Card("Facts").html("<div class=\"stack\">\(keyValue(facts))\(key)</div>")
  }

  private static func deleteDialog(_ server: ServerRow, _ context: PageContext) -> HTML {
    let form = PostForm(
      "server.remove", context, id: "server-delete", hidden: [("serverId", server.serverId.rawValue)],
      next: ServersPage.path)
    return DeleteDialog(
      id: "server-delete", noun: "server", name: server.name,
      losses: [
        "What Slipway knows of it, its schedules, and the record of its set-up. On the machine itself nothing is touched: Docker, the "
          + "proxy and what runs there stay."
      ],
      choice: Toggle(
        "removeAgent", "Take the agent away from the machine, with all it measured", false,
        help: "The server has to answer for that."
      ).html(form), form: form
    ).html
  }
}
