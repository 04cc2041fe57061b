import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// A shell on a server, as the user that it is reached by.
enum ServerShellPage: Page {
  static let path = ServerDetailPage.path + "/terminal"

  static func html(_ request: PageRequest) async throws -> HTML { render(try await ServerFrame.load(request)) }

  static func render(_ frame: ServerFrame) -> HTML {
    let server = frame.server
    let body: HTML
    if !frame.mayChange {
      body = emptyState(
        .terminal, "Not for your role",
        "Owners and admins may open a terminal on a server: it can change everything there.")
    } else if !frame.isUsable {
      body = emptyState(
        .terminal, "It cannot be reached yet", "The overview says what to do first.",
        action: linkButton("Open the overview", href: frame.base))
    } else {
      let note: HTML = """
        <p class="muted">As <code>\(server.username)</code>, over SSH. Each opening is in the audit record; it closes after half \
        an hour without use.</p>
        """
      let socket = "/terminal?serverId=\(server.serverId.rawValue.percentEncoded)"
      body = note + TerminalView(title: server.name, socket: socket).html
    }
    return Layout.page(frame.screen("Terminal", tab: "/terminal", body: body).wide(.full), frame.context)
  }
}
