import SlipwayCore
import SlipwayProcedures

/// A shell on the machine that Slipway itself runs on, for its owner.
enum ServerTerminalPage: Page {
  static let path = "/docker/terminal"

  static func html(_ request: PageRequest) async throws -> HTML {
    let frame = try await DockerFrame.load(request)
    let body =
      frame.ownsServer
      ? TerminalView(title: "This server", socket: "/terminal?serverId=local", isAlone: true).html
      : emptyState(
        .terminal, "Not for you", "Only the owner of this server may open its terminal.",
        action: linkButton("Back to Docker", href: DockerContainersPage.path))
    let sentence: HTML = """
      <span class="muted">As the user that Slipway runs as. Each opening is in the audit record; it closes after half an hour \
      without use.</span>
      """
    return Layout.page(
      Screen(
        "Terminal of the server", place: .docker,
        crumbs: [Crumb("Docker", DockerContainersPage.path), Crumb("Terminal of the server")],
        heading: pageHeading("Terminal of the server", sentence: sentence), body: body
      ).wide(.full), request.context)
  }
}
