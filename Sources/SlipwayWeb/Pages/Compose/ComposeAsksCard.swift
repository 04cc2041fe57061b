import SlipwayAnswers
import SlipwayCore
import SlipwayProcedures

/// What a stack's file asks of the server, and the buttons of whoever may allow it.
struct ComposeAsksCard {
  static let id = "asks"
  var frame: ComposeFrame
  /// `nil` for a file in a repository that nobody has looked at.
  var asks: ComposeAsks.Output?
  /// Why it could not be looked at.
  var problem: String?
  var context: PageContext

  var html: HTML? {
    if let problem {
      return card(ErrorBox(title: "The file could not be looked at", message: problem, tone: .warning).html)
    }
    guard let asks else { return frame.stack.settings.sourceType == .raw ? nil : unseen }
    guard !asks.items.isEmpty || asks.hasLeave || frame.stack.settings.sourceType != .raw else { return nil }
    return card(
      """
      \(asks.items.isEmpty ? "<p>Nothing: the file stays within the stack.</p>" : list(asks))\(buttons(asks))
      """)
  }

  private func card(_ body: HTML) -> HTML {
    Card(
      "What the file asks of this server",
      note: "Its folders, the Docker socket, privileged containers, devices, what belongs to others.", id: Self.id
    ).html("<div class=\"stack\">\(body)</div>")
  }

  /// It is fetched when somebody wants to see it, not for every look at the page.
  private var unseen: HTML {
    card(
      """
      <p>The file is in a repository. What it asks for is refused unless the server’s owner allowed exactly that.</p>\
      <div class="form-actions">\(linkButton("Look at the file", href: frame.base + "/advanced?look=file#" + Self.id))</div>
      """)
  }

  private func list(_ asks: ComposeAsks.Output) -> HTML {
    func item(_ item: ComposeAsks.Item) -> HTML {
      """
      <li><code>\(item.path)</code> \(item.reason)\(item.line.map { ", line \($0)" } ?? "")
      \(item.isAllowed ? badge("Allowed") : statusDot(.warning, "Not allowed"))</li>
      """
    }
    return "<ul class=\"losses\">\(each: asks.items, item)</ul>"
  }

  private func buttons(_ asks: ComposeAsks.Output) -> HTML {
    let open = asks.items.filter { !$0.isAllowed }
    guard asks.isMineToAllow else {
      return open.isEmpty ? "" : "<p class=\"muted\">Only the server’s owner may allow this.</p>"
    }
    let allow: HTML? =
      open.isEmpty
      ? nil
      : form(
        "allow", asks.items.map(\.digest), button("Allow", .danger),
        "Allow this? Whoever may change the stack can use it, and with it most likely control this server.")
    let forbid: HTML? =
      asks.hasLeave
      ? form(
        "forbid", [], button("Allow nothing any more"),
        "Take the leave away? What runs goes on; it is not started or deployed again like this.") : nil
    return "<div class=\"form-actions\">\(allow)\(forbid)</div>"
  }

  private func form(_ id: String, _ digests: [String], _ button: HTML, _ question: String) -> HTML {
    var form = PostForm(
      "compose.allow", context, id: id, hidden: frame.named + [("digests", digests.joined(separator: "\n"))])
    form.question = question
    return form.html(button, class: "inline-form", action: "/forms/allow-compose")
  }
}
