/// Less common actions behind one button; a `<details>`, so that it opens without JavaScript.
func menu(_ label: String, icon shown: Icon = .more, _ items: [HTML]) -> HTML {
  func item(_ item: HTML) -> HTML { "<li>\(item)</li>" }
  return """
    <details class="menu" data-behavior="menu-close"><summary class="button" aria-label="\(label)" title="\(label)">\
    \(icon(shown))</summary><ul>\(each: items, item)</ul></details>
    """
}
