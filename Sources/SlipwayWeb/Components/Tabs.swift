/// One page of several about the same thing.
struct Tab {
  var title: String
  var href: String
  /// The letter that leads here after `g`.
  var key: Character?
  /// A short remark behind the title, such as a number.
  var count: Int?

  init(_ title: String, _ href: String, key: Character? = nil, count: Int? = nil) {
    self.title = title
    self.href = href
    self.key = key
    self.count = count
  }
}

/// Links to the pages about one thing; the present one is marked.
func tabs(_ items: [Tab], current: String, label: String) -> HTML {
  func item(_ tab: Tab) -> HTML {
    """
    <a href="\(tab.href)"\(when: tab.href == current, " aria-current=\"page\"")\
    \(Attribute.value("data-key", tab.key.map(String.init)))>\(tab.title)\
    \(tab.count.map { "<span class=\"count\">\($0)</span>" })</a>
    """
  }
  return "<nav class=\"tabs\" aria-label=\"\(label)\" data-behavior=\"tabs\">\(each: items, item)</nav>"
}
