/// Settings that few need, folded away.
func more(_ title: String, isOpen: Bool = false, _ body: HTML) -> HTML {
  """
  <details class="more"\(Attribute.flag("open", isOpen))><summary>\(icon(.chevron))\(title)</summary>\
  <div class="form">\(body)</div></details>
  """
}
