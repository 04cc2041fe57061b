import SlipwayCompose
import SlipwayProcedures

/// The file that runs, and beside it the one that the next deployment would run where that is another.
struct EffectiveFiles {
  var output: ComposeEffective.Output
  /// The next one is known before it is deployed.
  var isTyped: Bool

  var html: HTML { "\(running)\(next)" }

  private var running: HTML? {
    output.running.map {
      card(
        "What runs", id: "effective", $0.text, $0.additions, "It runs as it was written; nothing was added.",
        "The file of the version in service. The user’s own is never changed; this was added:")
    }
  }

  private var next: HTML? {
    if let problem = output.problem {
      return ErrorBox(title: "The file cannot be run as it is", message: problem, tone: .warning).html
    }
    guard isTyped, let text = output.text, text != output.running?.text else { return nil }
    return card(
      "What the next deployment runs", id: "next", text, output.additions,
      "Not in service yet. Nothing is added to it.",
      "Not in service yet. Your file is never changed; this is added:")
  }

  private func card(
    _ title: String, id: String, _ text: String, _ additions: [ComposeAddition], _ plain: HTML, _ added: HTML
  ) -> HTML {
    func addition(_ addition: ComposeAddition) -> HTML {
      "<li><code>\(addition.path)</code> – \(addition.reason)</li>"
    }
    let list: HTML? = additions.isEmpty ? nil : "<ul class=\"losses\">\(each: additions, addition)</ul>"
    let name = "docker-compose.\(id).yml"
    let view = LogView(id: id + "-text", title: name, lines: LogView.lines(of: text), fileName: name)
    return Card(title, note: additions.isEmpty ? plain : added, id: id).html(
      "<div class=\"stack\">\(list)\(view.html)</div>")
  }
}
