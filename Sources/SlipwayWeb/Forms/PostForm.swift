import SlipwayCore
/// A form that posts to a procedure through `/do/<procedure>`, and shows again what was typed when it was refused.
struct PostForm {
  var procedure: String
  var context: PageContext
  /// Tells forms of one page apart.
  var id: String
  var hidden: [(name: String, value: String)]
  /// Where to go when it succeeded; the present page otherwise.
  var next: String?
  var isUpload = false
  /// What stands over a refusal that no field says.
  var refusalTitle: String
  /// Asks before it is sent, when JavaScript runs.
  var question: String?
  /// Some of its buttons ask.
  var asksByButton = false

  init(
    _ procedure: String, _ context: PageContext, id: String? = nil, hidden: [(name: String, value: String)] = [],
    next: String? = nil
  ) {
    self.procedure = procedure
    refusalTitle = RefusalWords.title(procedure)
    self.context = context
    self.id = id ?? procedure
    self.hidden = hidden
    self.next = next
  }

  /// The refusal of this very form.
  var failure: FormFailure? { context.failure?.form == id ? context.failure : nil }

  /// What was typed before, or what is stored.
  func value(_ field: String, _ stored: String) -> String { failure?.values[field]?.last ?? stored }

  func problem(_ field: String) -> String? { failure?.problems[field] }

  /// - Parameter action: where it posts when that is no procedure of the API.
  func html(_ body: HTML, class name: String = "form", action: String? = nil) -> HTML {
    """
    <form method="post" action="\(action ?? "/do/" + procedure)" class="\(name)" id="\(anchor)"\
    \(when: isUpload, " enctype=\"multipart/form-data\"")\(behaviors)>\
    \(each: marks + hidden, hiddenInput)\(refusal(besides: body))\(body)</form>
    """
  }

  /// A form that is a single button.
  func button(_ label: String, _ kind: ButtonKind = .plain, icon shown: Icon? = nil) -> HTML {
    html(SlipwayWeb.button(label, kind, icon: shown), class: "inline-form")
  }

  private var anchor: String { "form-" + id.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined() }

  private var marks: [(name: String, value: String)] {
    [("_csrf", context.csrfToken), ("_form", id), ("_back", context.path)] + (next.map { [("_next", $0)] } ?? [])
  }

  private func hiddenInput(_ pair: (name: String, value: String)) -> HTML {
    "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">"
  }

  private var behaviors: HTML {
    let names =
      name(behavior: "confirm", when: question != nil || asksByButton)
      + name(behavior: "refused", when: failure != nil)
    return """
      \(Attribute.value("data-behavior", names.isEmpty ? nil : names.joined(separator: " ")))\
      \(Attribute.value("data-question", question))
      """
  }

  private func name(behavior: String, when isNeeded: Bool) -> [String] { isNeeded ? [behavior] : [] }

  /// What no field of the form says already.
  private func refusal(besides body: HTML) -> HTML? {
    guard let failure else { return nil }
    let text = body.text
    let isSaid =
      !failure.problems.isEmpty && failure.problems.keys.allSatisfy { text.contains("\"\(id)-\($0)-problem\"") }
    return isSaid ? nil : ErrorBox(title: refusalTitle, message: failure.message).html
  }
}

extension PostForm {
  /// Deploys a service; its deployment's page follows where the answer names it.
  static func deploying(_ frame: any ServiceFrame, _ context: PageContext, id: String? = nil) -> PostForm {
    let isDatabase = frame.facts.kind == .database
    return PostForm(
      frame.facts.type + ".deploy", context, id: id,
      // A database's callers wait for it unless they say so.
      hidden: frame.named + (isDatabase ? [("wait", "false")] : []),
      next: isDatabase ? frame.base : "/deployments/{deploymentId}")
  }
}
