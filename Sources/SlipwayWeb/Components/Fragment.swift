/// A part of the page that takes its server a while: it comes when it is known.
func fragment(_ source: String, id: String, waiting: String) -> HTML {
  """
  <div id="\(id)" data-behavior="fragment" data-source="\(source)"><p class="fragment-wait needs-script">\(icon(.loader))\
  \(waiting)</p></div>
  """
}
