import SlipwayCore
import SlipwayInventory
import SlipwayProcedures

/// What all pages about Docker show around their content: where one is, the tabs, or why nothing is known.
struct DockerFrame: Sendable {
  /// Whether the viewer sees what is nobody's or somebody else's, and may tidy up.
  var ownsServer: Bool
  var context: PageContext

  static func load(_ request: PageRequest) async throws -> DockerFrame {
    let settings = try await request.desk.ask(SettingsGetWebServerSettings.self, NoInput())
    return DockerFrame(ownsServer: settings.mayChange, context: request.context)
  }

  var tabs: [Tab] {
    let all = [
      Tab("Containers", DockerContainersPage.path, key: "o"), Tab("Images", DockerImagesPage.path, key: "m"),
      Tab("Volumes", DockerVolumesPage.path, key: "v"), Tab("Networks", DockerNetworksPage.path, key: "n"),
    ]
    return ownsServer
      ? all + [Tab("Disk usage", DockerDiskPage.path, key: "d"), Tab("Swarm", DockerSwarmPage.path, key: "s")] : all
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
    } catch let error as SlipwayError where [.unreachable, .timeout].contains(error.code) {
      return layout(title, path, ErrorBox(title: "Docker does not answer", message: error.message).html)
    }
  }

  private func layout(_ title: String, _ path: String, _ body: HTML) -> HTML {
    let terminal: HTML? =
      ownsServer ? linkButton("Terminal of the server", href: ServerTerminalPage.path, icon: .terminal) : nil
    let sentence: HTML = """
      <span class="muted">\(ownsServer ? "What lies on this server’s Docker Engine, and whose it is."
        : "What your organization’s services have on this server’s Docker Engine.")</span>
      """
    return Layout.page(
      Screen(
        "Docker · \(title)", place: .docker, crumbs: [Crumb("Docker", DockerContainersPage.path), Crumb(title)],
        heading: pageHeading("Docker", sentence: sentence, actions: terminal),
        tabs: SlipwayWeb.tabs(tabs, current: path, label: "Docker"), body: body), context)
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
