import SlipwayCore

/// A terminal with what is on it and whether it is connected; the shell begins when the page is there.
struct TerminalView {
  var title: String
  /// The WebSocket's path.
  var socket: String
  /// Whether the page shows nothing else, so that it may be higher.
  var isAlone = false

  var html: HTML {
    """
    <section class="terminal-view\(when: isAlone, " alone")" aria-label="Terminal: \(title)" data-behavior="terminal" \
    data-socket="\(socket)"><header class="log-tools"><h2>\(title)</h2>\
    <span class="log-state" data-terminal-state aria-live="polite"></span>\
    <button type="button" class="button quiet" data-terminal-again hidden>\(icon(.refresh))<span>Connect again</span></button>\
    </header><div class="terminal-screen" data-terminal-screen></div>\
    <noscript><p class="log-waiting">A terminal needs JavaScript.</p></noscript></section>
    """
  }

  /// A shell in a container.
  /// - Parameter server: where the container is; `nil` is this machine.
  static func container(_ id: String, on server: ID<Server>? = nil, title: String, isAlone: Bool = false)
    -> TerminalView
  {
    let place = server.map { "&serverId=\($0.rawValue.percentEncoded)" } ?? ""
    return TerminalView(
      title: title, socket: "/docker-container-terminal?containerId=\(id.percentEncoded)\(place)", isAlone: isAlone)
  }
}
