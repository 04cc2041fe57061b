import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What a person has to do next with a server; nothing when it works.
struct ServerNextCard {
  let detail: ServerDetail
  let context: PageContext

  var html: HTML? {
    let server = detail.server
    // Its form comes later than the page.
    let refused = context.failure.flatMap { failure in
      failure.form == "confirm-host-key" ? ErrorBox(title: "Not confirmed", message: failure.message).html : nil
    }
    return "\(refused)\(next(server))"
  }

  private func next(_ server: ServerRow) -> HTML? {
    switch server.state {
    case .keyless:
      return ErrorBox(
        title: "It has no SSH key", message: "Choose one under Edit, or let Slipway make one.", tone: .warning
      ).html
    case .unconfirmed: return letIn(server)
    case .unreachable:
      return ErrorBox(
        title: "\(server.name) is out of reach", message: server.problem ?? "It does not answer.",
        advice:
          "Slipway looks again every few seconds. What is to be done there fails with this reason meanwhile; everything else goes on."
      ).html
    case .failed: return ErrorBox(title: "Setting it up failed", message: server.problem ?? "").html
    case .fresh:
      return ErrorBox(
        title: "It is not set up yet",
        message:
          "Slipway looks at each part and does what is missing: Docker, a Swarm, a network, the proxy. It may be done again at any time.",
        tone: .idle
      ).html
    case .disabled:
      return ErrorBox(title: "It is disabled", message: "Nothing is done there until it is enabled.", tone: .idle)
        .html
    case .settingUp, .ready: return nil
    }
  }

  /// Both sides prove themselves: the key is let in there, the host key is confirmed here.
  private func letIn(_ server: ServerRow) -> HTML {
    let line = detail.more.publicKey ?? ""
    return Card("Connect", note: "Two things, once. Nothing is sent to the server before.").html(
      """
      <div class="form"><p><strong>1. Let Slipway in.</strong> Add this line to <code>~\(server.username)/.ssh/authorized_keys</code> \
      on the server:</p>\(copyText(line, label: "Copy the public key"))\
      <p><strong>2. Confirm the host key.</strong> Compare what the server shows with what it says on its own console.</p>\
      \(fragment("/servers/\(server.serverId)/host-key", id: "host-key-first", waiting: "Asking the server…"))</div>
      """)
  }
}
