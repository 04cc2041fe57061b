/// What a page puts into the frame.
struct Screen {
  /// How wide the content may get.
  enum Width: String {
    /// Forms and text.
    case narrow
    /// Cards.
    case normal
    /// Logs and long tables.
    case full
  }

  var title: String
  var place: Navigation?
  var crumbs: [Crumb]
  /// The line with the name, the status and the actions.
  var heading: HTML
  var tabs: HTML?
  var body: HTML
  var width = Width.normal

  /// A page with a plain heading.
  init(
    _ title: String, place: Navigation?, crumbs: [Crumb], heading: HTML? = nil, tabs: HTML? = nil, body: HTML
  ) {
    self.title = title
    self.place = place
    self.crumbs = crumbs
    self.heading = heading ?? pageHeading(title)
    self.tabs = tabs
    self.body = body
  }

  /// The same with another width.
  func wide(_ width: Width) -> Screen {
    var screen = self
    screen.width = width
    return screen
  }
}

/// The name of the page, a sentence under it, and what can be done.
func pageHeading(_ title: String, sentence: HTML? = nil, actions: HTML? = nil) -> HTML {
  """
  <header class="page-head"><div class="page-title"><h1>\(title)</h1>\
  \(sentence.map { "<div class=\"page-sentence\">\($0)</div>" })</div>\
  \(actions.map { "<div class=\"actions\">\($0)</div>" })</header>
  """
}
