/// Facts about one thing: pairs of a name and what it is.
func keyValue(_ pairs: [(name: String, value: HTML)]) -> HTML {
  func pair(_ pair: (name: String, value: HTML)) -> HTML {
    "<div><dt>\(pair.name)</dt><dd>\(pair.value)</dd></div>"
  }
  return "<dl class=\"facts\">\(each: pairs, pair)</dl>"
}
