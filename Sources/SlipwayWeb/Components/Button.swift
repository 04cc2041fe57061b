/// How much a button asks for attention; a page has one `primary`.
enum ButtonKind: String {
  case primary, plain, quiet, danger
}

/// A button that submits the form around it.
func button(
  _ label: String, _ kind: ButtonKind = .plain, icon shown: Icon? = nil, name: String? = nil, value: String? = nil,
  question: String? = nil
) -> HTML {
  """
  <button type="submit" class="button \(kind.rawValue)"\(Attribute.value("name", name))\
  \(Attribute.value("value", value))\(Attribute.value("data-question", question))>\(shown.map { icon($0) })<span>\(label)</span></button>
  """
}

/// A link that looks like a button.
func linkButton(_ label: String, href: String, _ kind: ButtonKind = .plain, icon shown: Icon? = nil) -> HTML {
  "<a class=\"button \(kind.rawValue)\" href=\"\(href)\">\(shown.map { icon($0) })<span>\(label)</span></a>"
}

/// A link that opens a dialog of the page in place, and as `?open=` when there is no JavaScript.
func dialogButton(_ label: String, opens dialog: String, _ kind: ButtonKind = .plain, icon shown: Icon? = nil) -> HTML
{
  """
  <a class="button \(kind.rawValue)" href="?open=\(dialog)" data-behavior="dialog" data-target="\(dialog)">\
  \(shown.map { icon($0) })<span>\(label)</span></a>
  """
}
