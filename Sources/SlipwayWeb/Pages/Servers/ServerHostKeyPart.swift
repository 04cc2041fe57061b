import SlipwayCore
import SlipwayProcedures

/// The key that a server shows now: a part of its page that comes when it is known.
enum ServerHostKeyPart: Page {
  static let path = "/servers/:server/host-key"

  static func html(_ request: PageRequest) async throws -> HTML {
    let input = ServerInput(serverId: request.id("server"))
    _ = try await request.desk.ask(ServerOne.self, input)
    var context = request.context
    context.path = "\(ServersPage.path)/\(input.serverId)"
    do {
      return render(try await request.desk.ask(ServerHostKey.self, input), input.serverId, context)
    } catch let error as SlipwayError where error.code != .notFound {
      return ErrorBox(title: "The host key could not be asked for", message: error.message).html
    }
  }

  static func render(_ key: ServerHostKey.Output, _ server: ID<Server>, _ context: PageContext) -> HTML {
    if key.isConfirmed { return statusDot(.good, "The server shows the confirmed key.") }
    let isChanged = key.confirmedFingerprint != nil
    var form = PostForm(
      "server.confirmHostKey", context, id: "confirm-host-key",
      hidden: [
        ("serverId", server.rawValue), ("fingerprint", key.fingerprint), ("_notice", "The host key is confirmed."),
      ])
    form.question =
      isChanged ? "The server showed another key before. Confirm the new one only when you know why it changed." : nil
    let warning =
      isChanged
      ? ErrorBox(
        title: "The server shows another key than the confirmed one",
        message:
          "Either it was installed anew, or somebody stands between the two of you. Slipway does not speak to it."
      ).html : nil
    return """
      <div class="form">\(warning)<p>The server shows <code>\(key.fingerprint)</code> (\(key.kind)).</p>\
      <p>On the server itself:</p>\(copyText(key.command, label: "Copy the command"))\
      <div class="form-actions">\(form.button("They are the same: confirm", isChanged ? .danger : .primary, icon: .check))</div></div>
      """
  }
}
