/// What stands where there is nothing yet: what the thing is for, and the button that makes the first one.
func emptyState(_ shown: Icon, _ title: String, _ sentence: String, action: HTML? = nil) -> HTML {
  """
  <div class="empty"><div class="empty-icon">\(icon(shown))</div><h2>\(title)</h2><p>\(sentence)</p>\(action)</div>
  """
}
