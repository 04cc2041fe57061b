/// A place on the way to the present page.
struct Crumb {
  var title: String
  var href: String?

  init(_ title: String, _ href: String? = nil) {
    self.title = title
    self.href = href
  }
}

/// The way to the present page.
func breadcrumb(_ crumbs: [Crumb]) -> HTML {
  func item(_ crumb: Crumb) -> HTML {
    guard let href = crumb.href else { return "<li><span aria-current=\"page\">\(crumb.title)</span></li>" }
    return "<li><a href=\"\(href)\">\(crumb.title)</a></li>"
  }
  return "<nav class=\"breadcrumb\" aria-label=\"Breadcrumb\"><ol>\(each: crumbs, item)</ol></nav>"
}
