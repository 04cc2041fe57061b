import SlipwayAnswers
import SlipwayCore
import SlipwayInventory
import SlipwayProcedures

/// What all pages about Docker show around their content: where one is, the tabs, or why nothing is known.
struct DockerFrame: Sendable {
  /// Whether the viewer sees what is nobody's or somebody else's, and may tidy up.
  var ownsServer: Bool
  var context: PageContext
  /// The server whose engine it is; `nil` is this machine.
  var server: ServerRow?
  /// Those that may be chosen besides this machine.
  var servers: [ServerRow] = []
  /// Whether this machine is the viewer's, whichever the page is about.
  private var ownsThisMachine = false

  init(ownsServer: Bool, context: PageContext) {
    self.ownsServer = ownsServer
    self.context = context
    ownsThisMachine = ownsServer
  }

  /// - Throws: `notFound` for a server that the viewer must not know of.
  static func load(_ request: PageRequest) async throws -> DockerFrame {
    let settings = try await request.desk.ask(SettingsGetWebServerSettings.self, NoInput())
    let servers = try await request.desk.ask(ServerAll.self, NoInput())
    var frame = DockerFrame(ownsServer: settings.mayChange, context: request.context)
    frame.servers = servers.filter { ![.disabled, .unconfirmed, .keyless].contains($0.state) }.reversed()
    guard let id = request.query["server"], !id.isEmpty else { return frame }
    guard let server = servers.first(where: { $0.serverId.rawValue == id }) else {
      throw SlipwayError.notFound("Server")
    }
    frame.server = server
    frame.ownsServer = frame.mayChange
    return frame
  }

  var tabs: [Tab] {
    let all = [
      Tab("Containers", href(DockerContainersPage.path), key: "o"),
      Tab("Images", href(DockerImagesPage.path), key: "m"),
      Tab("Volumes", href(DockerVolumesPage.path), key: "v"),
      Tab("Networks", href(DockerNetworksPage.path), key: "n"),
    ]
    let owned = [
      Tab("Disk usage", href(DockerDiskPage.path), key: "d"), Tab("Swarm", href(DockerSwarmPage.path), key: "s"),
    ]
    return ownsServer ? all + owned : all
  }

  /// What procedures are asked with.
  var input: DockerInput { DockerInput(serverId: server?.serverId.rawValue) }

  /// What forms post besides their own.
  var hidden: [(name: String, value: String)] { server.map { [("serverId", $0.serverId.rawValue)] } ?? [] }

  /// For people.
  var place: String { server?.name ?? "this server" }

  /// An address about the same machine.
  func href(_ path: String) -> String {
    guard let server else { return path }
    return path + (path.contains("?") ? "&" : "?") + "server=\(server.serverId.rawValue.percentEncoded)"
  }

  /// The address of a stream about the same machine.
  func stream(_ path: String) -> String {
    path + (server.map { "&serverId=\($0.serverId.rawValue.percentEncoded)" } ?? "")
  }

  /// Whether the viewer may change what is their organisation's.
  var mayChange: Bool { context.viewer.map { $0.role != .member } ?? false }

  /// The page, or why Docker says nothing.
  /// - Parameter body: made from what was answered.
  func page<Answer: Sendable>(
    _ title: String, _ path: String, _ ask: () async throws -> Answer, body: (Answer) -> HTML
  ) async throws -> HTML {
    do {
      return layout(title, path, body(try await ask()))
    } catch let error as SlipwayError
      where Self.isSilence(error.code) || server != nil && error.code == .preconditionFailed
    {
      return layout(title, path, ErrorBox(title: "Docker does not answer", message: error.message).html)
    }
  }

  private static func isSilence(_ code: SlipwayError.Code) -> Bool { [.unreachable, .timeout].contains(code) }

  private func layout(_ title: String, _ path: String, _ body: HTML) -> HTML {
    let shell = server.map { "\(ServersPage.path)/\($0.serverId)/terminal" } ?? ServerTerminalPage.path
    let terminal: HTML? = ownsServer ? linkButton("Terminal of the server", href: shell, icon: .terminal) : nil
    let engine = server.map { "the Docker Engine of \($0.name)" } ?? "this server’s Docker Engine"
    let sentence: HTML = """
      <span class="muted">\(ownsServer ? "What lies on \(engine), and whose it is."
        : "What your organization’s services have on \(engine).")</span>
      """
    return Layout.page(
      Screen(
        "Docker · \(title)", place: .docker, crumbs: [Crumb("Docker", DockerContainersPage.path), Crumb(title)],
        heading: pageHeading("Docker", sentence: sentence, actions: terminal),
        tabs: SlipwayWeb.tabs(tabs, current: href(path), label: "Docker"), body: choice(path) + body), context)
  }

  /// Whose engine the page is about; nothing where there is no choice.
  private func choice(_ path: String) -> HTML {
    guard !servers.isEmpty || server != nil else { return "" }
    func link(_ name: String, _ one: ServerRow?) -> HTML {
      var other = self
      (other.server, other.ownsServer) = (one, one == nil ? ownsThisMachine : mayChange)
      let isThere = other.tabs.contains { $0.href == other.href(path) }
      return """
        <a href="\(other.href(isThere ? path : DockerContainersPage.path))"\(when: one?.serverId == server?.serverId, " aria-current=\"true\"")>\(name)</a>
        """
    }
    let rest = servers.contains { $0.serverId == server?.serverId } ? servers : servers + [server].compactMap(\.self)
    return """
      <nav class="switcher" aria-label="Machine">\(link("This machine", nil))\(each: rest, { link($0.name, $0) })</nav>
      """
  }
}

/// A list of things in Docker with a field that searches it.
struct DockerList {
  var title: String
  var id: String
  var note: String
  var query: String
  var actions: HTML?

  /// - Parameters:
  ///   - items: what stands in the list, each with the words that it is found by.
  func html(_ items: [HTML]) -> HTML {
    let tools: HTML = "\(searchBox("Search \(title.lowercased())", over: id, value: query))\(actions)"
    return Card(title, note: "\(note)", actions: tools, isFlush: true).html(
      """
      <div class="list" id="\(id)">\(each: items, { $0 })</div>\
      <p class="none-found" data-none-for="\(id)" hidden>Nothing has these words.</p>
      """)
  }
}

/// Whose something is, as a link or a word.
func ownerMark(_ owner: InventoryOwner) -> HTML {
  switch owner.kind {
  case .service:
    let href = "/\((owner.serviceKind ?? .application).folder)/\(owner.serviceId?.rawValue ?? "")"
    return "<a class=\"link\" href=\"\(href)\">\(owner.serviceName ?? "Service")</a>"
  case .organization: return "<span>your organization</span>"
  case .slipway: return "<span>Slipway itself</span>"
  case .other: return "<span>another organization or installation</span>"
  case .server: return "<span>made outside of Slipway</span>"
  }
}

/// The words that a thing's owner is found by.
func ownerWords(_ owner: InventoryOwner) -> String { owner.serviceName ?? owner.kind.rawValue }
