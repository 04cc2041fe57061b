import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// Asks whoever owns the server before a stack's file is deployed that wants the server itself; nothing of it is given by
/// writing the file here.
struct ComposeAskBox {
  var frame: ComposeFrame
  var context: PageContext
  var asks: ComposeAsks.Output

  /// What the file of a stack asks for; `nil` when a first look finds nothing, nobody is to be told, or it cannot be read.
  static func load(_ frame: ComposeFrame, _ request: PageRequest) async -> ComposeAsks.Output? {
    let finds = frame.detail.asksFor?.isEmpty == false || request.query["asks"] != nil
    guard finds, frame.stack.settings.sourceType == .raw else { return nil }
    return try? await request.desk.ask(ComposeAsks.self, ComposeInput(composeId: frame.id))
  }

  /// Nothing when all of it is allowed.
  var html: HTML? {
    guard !asks.open.isEmpty else { return nil }
    let note =
      asks.isMineToAllow
      ? "With this, whoever may change the stack most likely controls this server. It is not deployed until you allow it."
      : "Only the server’s owner may allow this; until then it is not deployed."
    return Card("This file asks for the server itself", note: "\(note)", id: "file-asks", tone: .warning).html(
      "<div class=\"stack\"><ul class=\"losses\">\(each: asks.open, item)</ul>\(when: asks.isMineToAllow, buttons)</div>"
    )
  }

  private func item(_ item: ComposeAsks.Item) -> HTML {
    "<li><code>\(item.path)</code> \(item.reason)\(item.line.map { " (line \($0))" } ?? "")</li>"
  }

  private var buttons: HTML {
    let digests = asks.items.map(\.digest).joined(separator: "\n")
    let form = PostForm("compose.allow", context, id: "ask", hidden: frame.named + [("digests", digests)])
    return form.html(
      """
      <div class="form-actions">\(linkButton("Change the file", href: frame.base + "/file"))\
      \(button("Allow only", name: "then", value: "allow"))\
      \(button("Allow and deploy", .danger, name: "then", value: "deploy"))</div>
      """, action: "/forms/allow-compose")
  }
}
